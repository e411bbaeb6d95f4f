//! The fence in a target: it holds off a worker that was given the course before another one was.

use super::door::{LockKeys, Session};
use crate::failure::{Failure, Kind, Reason, Result};
use crate::fleet::Token;
use crate::render::sql::{File, render};
use serde::Serialize;
use tokio_postgres::error::SqlState;

/// The holes of the SQL that raises the fence.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Fence<'a> {
    fenced: bool,
    token: Option<Token>,
    run: &'a str,
}

#[derive(Serialize)]
struct Evict<'a> {
    #[serde(flatten)]
    fence: Fence<'a>,
    lock: LockKeys,
}

impl Session {
    /// Our own token, where we have one.
    pub(super) fn fence(&self) -> Fence<'_> {
        Fence { fenced: self.door.token.is_some(), token: self.door.token, run: &self.door.run }
    }

    /// What raises the fence between a no-transaction file's statements, in a transaction; empty where we have no token.
    pub(super) fn fence_text(&self) -> String {
        match self.door.token {
            Some(_) => render(File::FenceCheck, self.fence()),
            None => String::new(),
        }
    }

    /// Ends the session of a worker that was given the course before us and still holds the run lock.
    pub(super) async fn evict(&self) -> Result<()> {
        if self.door.token.is_none() {
            return Ok(());
        }
        let sql = render(File::Evict, Evict { fence: self.fence(), lock: self.lock_keys() });
        let Err(error) = self.ask(&sql).await else { return Ok(()) };
        if let Some(by) = fenced_by(&error) {
            return Err(self.fenced(&by).database("unchanged by this worker"));
        }
        // Whoever may not end the other session waits for it, as everybody else.
        tracing::debug!(cause = %self.said(&error), "an older worker could not be ended");
        drop(self.ask("rollback").await);
        Ok(())
    }

    /// Why this worker may do nothing more here.
    pub(super) fn fenced(&self, by: &str) -> Failure {
        let course = self.target().noun();
        let failure = Failure::new(Kind::Refused, format!("this worker may not write to {course} any more"))
            .by(Reason::Conflict);
        let run = by.strip_prefix("rollout-").unwrap_or(by);
        match by == self.door.run {
            true => failure.because(
                "FENCED: it was away for longer than its lease, and another worker has taken the course over",
            ),
            false => failure.because(format!("FENCED: the rollout `{run}` has taken the course over")),
        }
        .hint(format!("nothing is lost: `provost fleet status {run}` shows who goes on"))
    }
}

/// Who raised the fence above our token, where that is what an error says.
pub(super) fn fenced_by(error: &tokio_postgres::Error) -> Option<String> {
    let said = error.as_db_error()?;
    if *said.code() != SqlState::INVALID_TEXT_REPRESENTATION {
        return None;
    }
    let (_, rest) = said.message().split_once("\"fenced by ")?;
    rest.strip_suffix('"').map(str::to_owned)
}
