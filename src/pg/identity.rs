//! Which database a session is in, by what it says of itself; and the row by which a course takes one.

use super::door::Session;
use super::message::{self, Row};
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{CourseCode, Identity, Marker, MarkerKind};
use crate::render::sql::{File, render};
use crate::vault::{CourseId, Id};
use serde::Serialize;
use tokio_postgres::error::SqlState;

/// Places of the results in `sql/registry/identity.sql`, counted from 0.
const NUMBERS: usize = 3;
const MARKER: usize = 4;

/// Which database a door must lead to. It is looked at whenever the door is opened: an address can lead elsewhere one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The course's code.
    pub code: CourseCode,
    /// The course.
    pub course: CourseId,
    /// The course's schema, where it shares a database.
    pub schema: Option<String>,
    /// The cluster's system identifier.
    pub system: String,
    /// The database's number in it.
    pub database: String,
    /// The number of the course's marker.
    pub marker: Id,
}

impl Pin {
    /// Refuses another database.
    ///
    /// # Errors
    /// When it is not the one that was pinned.
    pub fn check(&self, found: &Identity) -> Result<()> {
        let refused = |why: &str| {
            let code = &self.code;
            Err(Failure::new(Kind::Refused, format!("this is not the database of course `{code}`"))
                .because(why)
                .database("nothing was written to it")
                .hint(format!(
                    "ask the course's rep what happened to the database; if it was restored or moved, name it anew: `provost course set-credentials {code} --moved`"
                )))
        };
        match &found.marker {
            None => refused(
                "the row in `provost.marker` by which it was known is gone: the database was emptied, or replaced",
            ),
            Some(marker) if marker.course != Some(self.course) => {
                refused("its row in `provost.marker` says that it is somebody else's")
            }
            Some(marker) if marker.id != self.marker => {
                refused("its row in `provost.marker` is of an earlier database of this course")
            }
            Some(_) if (&found.system, &found.database) != (&self.system, &self.database) => refused(
                "it is a restored or copied database: another server, or another database on it, has the course's row",
            ),
            Some(_) => Ok(()),
        }
    }
}

#[derive(Serialize)]
struct Scope<'a> {
    scope: &'a str,
}

#[derive(Serialize)]
struct Mark<'a> {
    scope: &'a str,
    marker: Id,
    course: CourseId,
    code: &'a CourseCode,
    again: bool,
}

impl Session {
    /// Which database this is. `schema` is the course's, where courses share it.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn identity(&self, schema: Option<&str>) -> Result<Identity> {
        let question = render(File::RegistryIdentity, Scope { scope: schema.unwrap_or_default() });
        let what = || format!("could not tell which database {} is", self.target().noun());
        let reply = message::send(&self.connection.client, &question).await;
        let answer = match reply {
            Ok(reply) => reply.read().await,
            Err(error) => return Err(self.failure(Kind::Connect, what(), &error).database("unchanged")),
        };
        if answer.error.as_ref().is_some_and(|error| !message::is_lost(error)) {
            // The failed statement left the transaction open. Nobody waits for this answer.
            drop(message::send(&self.connection.client, "rollback").await);
        }
        let numbers = answer.rows(NUMBERS).first().map(|row| (text(row, 0), text(row, 1)));
        match (numbers, &answer.error) {
            (Some((system, database)), None) => {
                Ok(Identity { system, database, marker: answer.rows(MARKER).first().and_then(marker) })
            }
            (Some((system, database)), Some(error)) if is_absent(error) => {
                Ok(Identity { system, database, marker: None })
            }
            (_, Some(error)) => Err(self.failure(Kind::Connect, what(), error).database("unchanged")),
            (None, None) => Err(Failure::new(Kind::Connect, what()).because("the server gave no answer")),
        }
    }

    /// Takes the database for a course, unless somebody has it: whose it is then, [`Self::identity`] tells.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn mark(&self, pin: &Pin) -> Result<()> {
        self.write(
            &render(File::RegistryMark, mark(pin, false)),
            "could not mark the database as the course's",
        )
        .await
    }

    /// Takes one that came in place of the course's former database, and may carry that one's marker.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn mark_again(&self, pin: &Pin) -> Result<()> {
        self.write(
            &render(File::RegistryMark, mark(pin, true)),
            "could not mark the database as the course's",
        )
        .await
    }

    /// Gives the database back.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn unmark(&self, pin: &Pin) -> Result<()> {
        self.write(
            &render(File::RegistryUnmark, mark(pin, false)),
            "could not take the course's mark from the database",
        )
        .await
    }

    /// Runs one of provost's own transactions.
    pub(super) async fn write(&self, sql: &str, what: &str) -> Result<()> {
        match self.ask(sql).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let lost = message::is_lost(&error);
                if !lost {
                    drop(message::send(&self.connection.client, "rollback").await); // of what the failed statement left open
                }
                let failure =
                    self.failure(Kind::RolledBack, format!("{what} ({})", self.target().noun()), &error);
                Err(if lost {
                    failure.database("unknown: the connection was lost; run the same command again")
                } else {
                    failure.database("rolled back")
                })
            }
        }
    }
}

fn mark(pin: &Pin, again: bool) -> Mark<'_> {
    let scope = pin.schema.as_deref().unwrap_or_default();
    Mark { scope, marker: pin.marker, course: pin.course, code: &pin.code, again }
}

/// Whether nobody ever made the table.
fn is_absent(error: &tokio_postgres::Error) -> bool {
    matches!(error.code(), Some(&SqlState::UNDEFINED_TABLE | &SqlState::INVALID_SCHEMA_NAME))
}

fn marker(row: &Row) -> Option<Marker> {
    Some(Marker {
        id: text(row, 0).parse().ok()?,
        kind: if text(row, 1) == "main" { MarkerKind::Main } else { MarkerKind::Course },
        course: text(row, 2).parse().ok(),
        code: row.get(3).cloned().flatten(),
        system: text(row, 4),
        database: text(row, 5),
    })
}

pub(super) fn text(row: &Row, column: usize) -> String {
    row.get(column).cloned().flatten().unwrap_or_default()
}
