//! One JSON document: what every command that finds things has in common, and what each adds to it.

use super::{Layout, Report};
use crate::failure::{Failure, Result};
use crate::finding::Finding;
use crate::model::Target;
use crate::render::json::{self, ErrorDocument};
use serde::Serialize;

/// One JSON document.
#[derive(Debug)]
pub(super) struct Json;

impl Layout for Json {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        (report.document)()
    }

    fn failure(&self, failure: &Failure) -> Result<Option<String>> {
        json::document(&ErrorDocument::from(failure)).map(Some)
    }
}

/// What was found, as `--format json` prints it. Commands add what only they know: a proof its tables, drift both sides.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(title = "Findings of provost")]
pub struct FindingsDocument<'a> {
    /// The command, as it is typed after `provost`.
    pub command: &'static str,
    /// Where it looked, where it looked at one database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<&'a Target>,
    /// What was found; none where all is well.
    pub findings: Vec<&'a Finding>,
}

impl FindingsDocument<'_> {
    /// The JSON schema that every such document keeps to, for programs that read them.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn schema() -> Result<String> {
        json::document(&schemars::schema_for!(FindingsDocument<'static>))
    }
}
