//! What a run says when the connection is gone and stays gone.

use super::{Run, failed};
use crate::failure::{Failure, Kind};
use crate::pg::look;

impl Run<'_> {
    pub(super) fn lost_too_often(&self, cause: &str, in_doubt: bool) -> Failure {
        let kind = if in_doubt { Kind::PartWay } else { Kind::Connect };
        Failure::new(kind, format!("lost the connection to {} too often", self.session.target().noun()))
            .because(cause)
            .database(self.what_is_known(in_doubt))
            .hint(look::AGAIN)
    }

    /// The state of the database, as far as a run without a connection can tell.
    pub(super) fn what_is_known(&self, in_doubt: bool) -> String {
        match (in_doubt, self.done.is_empty()) {
            (true, _) => format!(
                "{}; steps under way when the connection broke may have been committed, which history tells the next run",
                failed::applied(&self.applied)
            ),
            (false, true) => "unchanged".to_owned(),
            (false, false) => failed::applied(&self.applied),
        }
    }
}

/// Why a question about the target was not answered.
pub(super) fn cause_of(failure: &Failure) -> String {
    failure.causes().first().cloned().unwrap_or_else(|| failure.what().to_owned())
}
