//! Takes a snapshot: one view of the catalogs, read and described by one query.

use super::door::Session;
use super::message;
use crate::failure::{Failure, Kind, Result};
use crate::render::sql::{File, Table, render};
use crate::snapshot::Snapshot;
use serde::Serialize;
use tokio_postgres::error::SqlState;

/// Which of the statements in `sql/snapshot/frame.sql` tells of buckets.
const BUCKETS: usize = 2;

#[derive(Serialize)]
struct Frame {
    lock_timeout: String,
}

#[derive(Serialize)]
struct Question<'a> {
    history: Table<'a>,
    buckets: bool,
    hidden: bool,
}

impl Session {
    /// Takes a snapshot; where courses share the database, of the course's own schema. Nothing is written, and no role is asked for rights
    /// that reading catalogs does not take.
    ///
    /// # Errors
    /// When somebody changes tables and does not end, or the server has another form of catalog.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let lock_timeout = format!("{}ms", self.door.limits.lock_wait.as_millis());
        let frame = self.ask(&render(File::SnapshotFrame, Frame { lock_timeout })).await;
        let frame = frame.map_err(|error| self.untaken(&error))?;
        let buckets = frame.rows(BUCKETS).first().and_then(|row| row.first()?.clone()).unwrap_or_default();
        let question =
            Question { history: self.table(), buckets: buckets == "readable", hidden: buckets == "hidden" };
        let answer = self.ask(&render(File::Snapshot, question)).await;
        drop(message::send(&self.connection.client, "rollback").await); // the next question comes after it
        let answer = answer.map_err(|error| self.untaken(&error))?;
        let text = answer.scalar().unwrap_or_default();
        let snapshot = Snapshot::parse(&self.target().noun(), text).map_err(|failure| {
            Failure::new(Kind::Connect, format!("{} does not answer like PostgreSQL", self.target().noun()))
                .because(failure)
                .database("unchanged")
        })?;
        Ok(match self.door.pin.as_ref().and_then(|pin| pin.schema.as_deref()) {
            Some(schema) => snapshot.of_schema(schema),
            None => snapshot,
        })
    }

    fn untaken(&self, error: &tokio_postgres::Error) -> Failure {
        let what = format!("could not take a snapshot of {}", self.target().noun());
        let failure = self.failure(Kind::Connect, what, error).database("unchanged: a snapshot only reads");
        match error.code() {
            Some(&SqlState::LOCK_NOT_AVAILABLE) => failure
                .with_kind(Kind::Refused)
                .hint("somebody holds a table that is being described: wait for their transaction, or give more time with `--lock-wait 5m`"),
            // An object was dropped while it was described.
            Some(&SqlState::INTERNAL_ERROR | &SqlState::UNDEFINED_TABLE) => failure.hint("run the same command again: somebody changes tables right now"),
            _ => failure,
        }
    }
}
