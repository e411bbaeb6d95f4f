//! One look at a target: facts, history, and what stands beside it, in one round trip and without writing.

use super::door::{LockKeys, Session};
use super::message::{self, Answer, Row};
use crate::event::Backend;
use crate::failure::{Failure, Kind, Reason, Result};
use crate::model::{Facts, Found, HistoryFound, JournalEntry, Recorded, Version, VersionWidth};
use crate::render::duration;
use crate::render::sql::{File, Table, render};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio_postgres::error::SqlState;

/// What to do when the connection broke before anything was done.
pub(super) const AGAIN: &str =
    "see that the server is up and the way to it is steady, then run the same command again";

/// How long a look may take. It reads catalogs and a few small tables; what takes longer is no answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// How much longer the server may take than we wait, so that what we say of it is what is said.
const MOMENT: Duration = Duration::from_secs(1);

/// Places of the results in `sql/history/look.sql`, counted from 0; where access rules are, one stands behind the facts.
const FACTS: usize = 4;
const ROWS: usize = 5;
const REPEATED: usize = 6;
const JOURNAL: usize = 7;
const MANAGED: usize = 8;

#[derive(Serialize)]
struct Context<'a> {
    history: Table<'a>,
    label: String,
    lock: LockKeys,
    /// Whether the lock was asked for just before.
    locked: bool,
    access: bool,
    storage: bool,
    fenced: bool,
    /// When the server gives up by itself, in milliseconds.
    limit: String,
}

impl Session {
    /// Looks at the target.
    ///
    /// # Errors
    /// When the history exists but cannot be read, or the connection is a transaction pooler's.
    pub async fn look(&self) -> Result<Found> {
        let answer = self.look_raw("").await?;
        self.read_look(answer, 0).await
    }

    /// The text of a look behind something else.
    fn look_sql(&self, before: &str) -> String {
        let context = Context {
            history: self.table(),
            label: self.door.history.label(),
            lock: self.lock_keys(),
            locked: !before.is_empty(),
            access: self.door.access.is_some(),
            storage: self.door.access.is_some_and(|access| access.storage),
            fenced: self.door.token.is_some(),
            limit: (self.patience() + MOMENT).as_millis().to_string(),
        };
        render(File::Look, context)
    }

    fn patience(&self) -> Duration {
        let own = self.door.limits.statement_timeout;
        if own.is_zero() { PATIENCE } else { PATIENCE.min(own) }
    }

    /// Sends a look, behind something else where `before` says what.
    pub(super) async fn look_raw(&self, before: &str) -> Result<Answer> {
        let client = &self.connection.client;
        let answered = async {
            match message::send(client, &format!("{before}{}", self.look_sql(before))).await {
                Ok(reply) => reply.read().await,
                Err(error) => Answer { results: Vec::new(), error: Some(error) },
            }
        };
        let patience = self.patience();
        let Ok(answer) = tokio::time::timeout(patience, answered).await else {
            return Err(Failure::new(
                Kind::Connect,
                format!("{} did not answer in time", self.target().noun()),
            )
            .because(format!("a look at its history took longer than {}", duration(patience)))
            .database("unchanged by this look")
            .hint("see what it is doing: `select pid, state, wait_event, query from pg_stat_activity`"));
        };
        if answer.error.as_ref().is_some_and(|error| !message::is_lost(error)) {
            // The look stands in a transaction of its own, which the failed statement left open. Nobody waits for this answer.
            drop(message::send(client, "rollback").await);
        }
        Ok(answer)
    }

    /// Understands the answer to a look that began after `offset` other statements.
    pub(super) async fn read_look(&self, answer: Answer, offset: usize) -> Result<Found> {
        let Some(row) = answer.rows(offset + FACTS).first() else {
            return Err(match &answer.error {
                Some(error) => {
                    let what = format!("could not look at {}", self.target().noun());
                    let failure = self.failure(Kind::Connect, what, error).database("unchanged");
                    if message::is_lost(error) { failure.hint(AGAIN) } else { failure }
                }
                None => Failure::new(
                    Kind::Connect,
                    format!("{} does not answer like PostgreSQL", self.target().noun()),
                ),
            });
        };
        let facts = read_facts(row);
        tracing::debug!(user = %facts.user, history = facts.history_exists, "looked at the target");
        self.refuse_pooler(facts.backend_pid).await?;
        let catalog = super::access::read(self, &answer, offset + FACTS + 1)?;
        let offset = offset + usize::from(catalog.is_some());
        let history = match &answer.error {
            _ if !facts.history_exists => None,
            _ if !facts.history_readable => return Err(self.unreadable(&facts)),
            _ if width(row).is_none() => return Err(self.foreign_history(wrong_version_column(row))),
            Some(error) if error.code() == Some(&SqlState::UNDEFINED_COLUMN) => {
                return Err(self.foreign_history(self.said(error)));
            }
            Some(error) if facts.side_tables || answer.results.len() <= offset + ROWS => {
                return Err(self.failure(
                    Kind::Connect,
                    format!("could not read `{}`", self.door.history.label()),
                    error,
                ));
            }
            _ => width(row).map(|width| self.read_history(&answer, offset, width)),
        };
        let catalog =
            catalog.map(|catalog| super::access::with_managed(catalog, answer.rows(offset + MANAGED)));
        Ok(Found { facts, history, texts: BTreeMap::new(), catalog })
    }

    fn read_history(&self, answer: &Answer, offset: usize, width: VersionWidth) -> HistoryFound {
        HistoryFound {
            width,
            rows: answer.rows(offset + ROWS).iter().filter_map(recorded).collect(),
            repeated: answer.rows(offset + REPEATED).iter().map(|row| (text(row, 0), text(row, 1))).collect(),
            journal: answer.rows(offset + JOURNAL).iter().filter_map(journal_entry).collect(),
        }
    }

    fn unreadable(&self, facts: &Facts) -> Failure {
        let table = &self.door.history.0;
        Failure::new(Kind::Connect, format!("cannot read the history of {}", self.target().noun()))
            .because(format!(
                "role `{}` may not select from `{}` (42501)",
                facts.user,
                self.door.history.label()
            ))
            .database("unchanged")
            .hint(format!(
                "as its owner, run: grant usage on schema {} to {user}; grant select on {table} to {user}",
                table.schema.as_ref().map_or_else(String::new, ToString::to_string),
                user = crate::model::ident(&facts.user),
            ))
    }

    fn foreign_history(&self, why: String) -> Failure {
        Failure::bad_input(format!("`{}` is not a history table", self.door.history.label()))
            .by(Reason::Conflict)
            .because(why)
            .database("unchanged")
            .hint("name the right table with `--history-table`, or take over another tool's with `provost migrate adopt --from TOOL`")
    }
}

pub(super) fn text(row: &Row, column: usize) -> String {
    row.get(column).cloned().flatten().unwrap_or_default()
}

pub(super) fn number<T: std::str::FromStr>(row: &Row, column: usize) -> Option<T> {
    row.get(column)?.as_deref()?.parse().ok()
}

pub(super) fn flag(row: &Row, column: usize) -> bool {
    matches!(row.get(column), Some(Some(value)) if value == "t")
}

/// A server process, from the first six columns of `holder.sql` and `blockers.sql`.
pub(super) fn backend(row: &Row) -> Backend {
    Backend {
        pid: number(row, 0).unwrap_or_default(),
        user: text(row, 1),
        application: text(row, 2),
        state: text(row, 3),
        age: Duration::try_from_secs_f64(number(row, 4).unwrap_or_default()).unwrap_or_default(),
        query: text(row, 5),
    }
}

fn read_facts(row: &Row) -> Facts {
    Facts {
        server_version: number(row, 0).unwrap_or_default(),
        backend_pid: number(row, 1).unwrap_or_default(),
        user: text(row, 2),
        superuser: flag(row, 3),
        in_recovery: flag(row, 4),
        read_only: flag(row, 5),
        plain_strings: flag(row, 13),
        lock_held: flag(row, 6),
        can_create: flag(row, 7),
        side_tables: flag(row, 8),
        history_exists: flag(row, 9),
        history_readable: flag(row, 10),
        history_writable: flag(row, 11),
        other_histories: text(row, 14).split_whitespace().map(str::to_owned).collect(),
    }
}

fn width(row: &Row) -> Option<VersionWidth> {
    match row.get(12)?.as_deref()? {
        "int4" => Some(VersionWidth::Int4),
        "int8" => Some(VersionWidth::Int8),
        _ => None,
    }
}

fn wrong_version_column(row: &Row) -> String {
    match text(row, 12).as_str() {
        "" => "it has no column `version`".to_owned(),
        "no table" => "it is no table".to_owned(),
        other => format!("its column `version` is of type `{other}`, neither `int4` nor `int8`"),
    }
}

fn recorded(row: &Row) -> Option<Recorded> {
    let version = Version::new(number(row, 0)?);
    Some(Recorded { version, name: text(row, 1), applied_on: text(row, 2), checksum: text(row, 3) })
}

fn journal_entry(row: &Row) -> Option<JournalEntry> {
    Some(JournalEntry {
        step: text(row, 0),
        statement: number(row, 1)?,
        done: flag(row, 2),
        digest: text(row, 3),
    })
}
