//! An open session, and what can be asked of it.

use super::counters::WireCounters;
use super::session_task::{Ending, Notices};
use super::{plain, statement};
use crate::failure::{Failure, Kind};
use std::time::Duration;
use tokio_postgres::error::DbError;

/// An open, logged-in session.
pub struct Connection {
    /// The driver's handle.
    pub client: tokio_postgres::Client,
    /// The process number that the login named. A pooler makes one up, so it differs from `pg_backend_pid()` there.
    pub key_pid: Option<i32>,
    /// What passes over the connection.
    pub wire: WireCounters,
    /// The server's version as it names itself at the login, such as `15.8 (Debian …)`.
    pub server_version: String,
    /// Whether the server said at the login that it is a standby, or a restore that is not finished.
    pub in_recovery: bool,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
    /// Whether it is proven which server this is.
    pub verified: bool,
    /// What to tell the person where another port was used than was asked for.
    pub moved: Option<String>,
    pub(super) notices: Notices,
    pub(super) ending: Ending,
}

impl Connection {
    /// The server's major version, such as 15; 0 where it does not say.
    pub fn major_version(&self) -> u32 {
        let digits = self.server_version.split(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// Takes the notices that came since the last call, and how many more came than are kept.
    pub fn take_notices(&self) -> (Vec<DbError>, usize) {
        self.notices.take()
    }

    /// Why a call failed, outermost first. Where the driver says only that the connection is closed, this says what closed it.
    pub fn causes(&self, error: &tokio_postgres::Error) -> Vec<String> {
        match (error.as_db_error(), self.ending.why()) {
            (Some(db), _) => statement::causes(db),
            (None, Some(end)) if error.is_closed() => match end.as_db_error() {
                Some(db) => statement::causes(db),
                None => vec![plain::broken(&end)],
            },
            (None, _) => vec![plain::broken(error)],
        }
    }

    /// What to do about it, where that is known.
    pub fn hint(&self, error: &tokio_postgres::Error) -> Option<String> {
        match (error.as_db_error(), self.ending.why()) {
            (Some(db), _) => statement::hint(db),
            (None, Some(end)) if error.is_closed() => end.as_db_error().and_then(statement::hint),
            (None, _) => None,
        }
    }

    /// A failure with causes and hint of a call that went wrong. The caller adds in what state that leaves the database.
    pub fn failure(&self, kind: Kind, what: impl Into<String>, error: &tokio_postgres::Error) -> Failure {
        let failure = self.causes(error).into_iter().fold(Failure::new(kind, what), Failure::because);
        self.hint(error).into_iter().fold(failure, Failure::hint)
    }

    /// Runs one of provost's own queries, which is to be answered within `limit`. `what` is the failure's first line.
    ///
    /// # Errors
    /// When the query fails, or the time is up: the connection must not be used again then.
    pub async fn answered<T>(
        &self,
        limit: Duration,
        what: &str,
        query: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, Failure> {
        match tokio::time::timeout(limit, query).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(self.failure(Kind::Connect, what, &error)),
            Err(_) => Err(Failure::new(Kind::Connect, what)
                .because(format!("the server did not answer within {} s", limit.as_secs_f32()))
                .hint("look at what the server is doing: `select pid, state, wait_event, query from pg_stat_activity`")),
        }
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("key_pid", &self.key_pid)
            .field("server_version", &self.server_version)
            .field("encrypted", &self.encrypted)
            .field("verified", &self.verified)
            .finish_non_exhaustive()
    }
}
