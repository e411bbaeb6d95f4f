//! The rep becomes course admin. What it means stands in one transaction with the note of it.

use super::{Done, Making};
use crate::failure::Result;

impl Making<'_> {
    pub(super) async fn assigned(&self) -> Result<Done> {
        Ok(Done { detail: self.course.rep.clone().unwrap_or_default(), ..Done::default() })
    }
}
