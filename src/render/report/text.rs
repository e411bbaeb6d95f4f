//! For people: each command has its own words.

use super::{Layout, Report};
use crate::failure::{Failure, Result};

/// Text.
#[derive(Debug)]
pub(super) struct Text;

impl Layout for Text {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        Ok((report.text)())
    }

    fn failure(&self, _: &Failure) -> Result<Option<String>> {
        Ok(None)
    }
}
