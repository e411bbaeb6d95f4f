//! The messages of a run as text: what stands before a file, and what behind it.

use super::guard::Guard;
use super::sent::Message;
use crate::model::Version;
use crate::pg::door::Session;
use crate::pg::fence::Fence;
use crate::plan::{Action, Step};
use crate::render::sql::{File, Table, render};
use serde::Serialize;
use std::time::Duration;

pub(super) const BEGIN: &str = "begin;\n";
pub(super) const COMMIT: &str = "\ncommit;";
/// A file may end in a comment, and without a semicolon.
pub(super) const END_OF_FILE: &str = "\n;\n";

#[derive(Serialize)]
struct Settings<'a> {
    local: bool,
    lock_timeout: String,
    statement_timeout: String,
    checks_connection: bool,
    guard: &'a Guard,
    history: Table<'a>,
    label: String,
    #[serde(flatten)]
    fence: Fence<'a>,
}

impl Session {
    /// A step in a transaction of its own.
    pub(super) fn transaction_text(&self, step: &Step, guard: &Guard) -> Message {
        // `pg_stat_activity` shows the beginning of a message, and a DBA should see which file that is.
        let opening = format!("/* {} */ {BEGIN}", comment(&step.origin.file));
        let mut message = self.step_text(step, guard, &opening);
        message.sql.push_str(COMMIT);
        message
    }

    /// A step without its transaction; `opening` stands first, and counts as one statement where it is not empty.
    pub(super) fn step_text(&self, step: &Step, guard: &Guard, opening: &str) -> Message {
        let settings = self.settings_text(guard, true, self.door.limits.lock_timeout);
        let row = self.row_text(step);
        let mut sql = String::with_capacity(step.body.len() * 2 + 2048);
        sql.push_str(opening);
        sql.push_str(&settings);
        sql.push_str(&row);
        sql.push_str(&self.lift_text(step));
        let characters = sql.chars().count();
        sql.push_str(&step.body);
        sql.push_str(&self.finish_text(step));
        // The row of history and the role's own path stand between the settings and the file.
        let before = usize::from(!opening.is_empty())
            + self.settings_statements(guard)
            + 2
            + usize::from(!step.around.lifts.is_empty());
        Message { sql, before, characters }
    }

    /// What a transaction, or with `local` off the session, runs under.
    pub(super) fn settings_text(&self, guard: &Guard, local: bool, lock_timeout: Duration) -> String {
        // A session's own settings are no write; each statement of the file is fenced by itself.
        let fence = if local { self.fence() } else { Fence::default() };
        render(File::Settings, Settings { fence, ..self.settings(guard, local, lock_timeout) })
    }

    /// How many statements a transaction's settings are.
    fn settings_statements(&self, guard: &Guard) -> usize {
        4 + usize::from(self.checks_connection)
            + usize::from(*guard != Guard::None)
            + usize::from(self.door.token.is_some())
    }

    fn settings<'a>(&'a self, guard: &'a Guard, local: bool, lock_timeout: Duration) -> Settings<'a> {
        Settings {
            local,
            lock_timeout: milliseconds(lock_timeout),
            statement_timeout: milliseconds(self.door.limits.statement_timeout),
            checks_connection: self.checks_connection,
            guard,
            history: self.table(),
            label: self.door.history.label(),
            fence: Fence::default(),
        }
    }

    /// A no-transaction step's row, once all its statements are done; its journal ends with it.
    pub(super) fn record_text(&self, step: &Step, guard: &Guard) -> String {
        #[derive(Serialize)]
        struct Clear<'a> {
            label: String,
            step: &'a str,
            version: Option<Version>,
        }
        let version = match &step.action {
            Action::Apply { version, .. } => Some(*version),
            _ => None,
        };
        let clear =
            render(File::JournalClear, Clear { label: self.door.history.label(), step: &step.id, version });
        let settings = self.settings_text(guard, true, self.door.limits.lock_timeout);
        [BEGIN, &settings, &self.row_text(step), &self.finish_text(step), &clear, COMMIT].concat()
    }

    /// What stands behind a file.
    pub(super) fn finish_text(&self, step: &Step) -> String {
        let commit = self.settings(&Guard::None, true, self.door.limits.lock_timeout);
        let finish = match &step.action {
            Action::Access { written, storage, .. } => self.written_text(written, *storage),
            _ => render(File::Finish, self.row(step)),
        };
        let parts = [
            render(File::Reset, ()),
            render(File::Commit, commit),
            self.bring_back_text(step),
            self.close_text(step),
            finish,
        ];
        [END_OF_FILE, &parts.concat()].concat()
    }
}

/// A file's name as it may stand in a comment.
fn comment(file: &str) -> String {
    file.chars().filter(|c| c.is_alphanumeric() || "._-/: ".contains(*c)).collect()
}

/// A time as the server reads it.
pub(super) fn milliseconds(duration: Duration) -> String {
    format!("{}ms", duration.as_millis())
}
