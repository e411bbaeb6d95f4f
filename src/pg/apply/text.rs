//! The messages of a run as text: what stands before a file, and what behind it.

use super::Run;
use crate::model::{Found, Recorded, Version, VersionWidth};
use crate::pg::door::Session;
use crate::plan::{Action, Step, Transaction};
use crate::render::sql::{File, Table, render};
use serde::Serialize;
use std::time::Duration;

/// What must have happened before a step may run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Guard {
    /// Nothing.
    None,
    /// A version is in history.
    Version { version: Version, checksum: String },
    /// A version is not in history any more.
    Reverted { version: Version },
    /// A repeatable file ran with this checksum.
    Repeated { name: String, checksum: String },
}

impl Guard {
    /// The newest row of history, as it was found.
    pub(super) fn newest(found: &Found) -> Self {
        found
            .rows()
            .last()
            .map_or(Self::None, |row| Self::Version { version: row.version, checksum: row.checksum.clone() })
    }

    /// What a step leaves behind for the next one to check.
    pub(super) fn after(step: &Step) -> Option<Self> {
        match &step.action {
            Action::Prepare | Action::Widen { .. } | Action::Access { .. } | Action::AccessLater => None,
            Action::Apply { version, checksum, .. } | Action::Record { version, checksum, .. } => {
                Some(Self::Version { version: *version, checksum: checksum.to_string() })
            }
            Action::Rewrite { before, checksum, .. } => {
                Some(Self::Version { version: before.version, checksum: checksum.to_string() })
            }
            Action::Revert { version } => Some(Self::Reverted { version: *version }),
            Action::Forget { before } => Some(Self::Reverted { version: before.version }),
            Action::Repeat { name, checksum } => {
                Some(Self::Repeated { name: name.clone(), checksum: checksum.to_string() })
            }
        }
    }
}

pub(super) const BEGIN: &str = "begin;\n";
pub(super) const COMMIT: &str = "\ncommit;";
/// A file may end in a comment, and without a semicolon.
pub(super) const END_OF_FILE: &str = "\n;\n";

/// A step's message.
pub(super) struct Message {
    pub(super) sql: String,
    /// Statements before the file.
    pub(super) before: usize,
    /// Characters before the file.
    pub(super) characters: usize,
}

/// What must be known of a message to understand its answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    /// Statements before the file's own.
    pub(super) before: usize,
    /// Characters before the file's own.
    pub(super) characters: usize,
    /// The file's own statements in the message: which of them, and from which byte of the file on.
    pub(super) statements: (usize, usize),
    pub(super) from: usize,
    pub(super) bytes: usize,
}

impl Sent {
    pub(super) fn whole(message: &Message, step: &Step) -> Self {
        Self::part(message, (0, step.statements.len()), 0)
    }

    pub(super) fn part(message: &Message, statements: (usize, usize), from: usize) -> Self {
        Self {
            before: message.before,
            characters: message.characters,
            statements,
            from,
            bytes: message.sql.len(),
        }
    }

    /// The first statement behind the file's own.
    pub(super) fn after(&self) -> usize {
        self.before + self.statements.1 - self.statements.0
    }
}

#[derive(Serialize)]
struct Settings<'a> {
    local: bool,
    lock_timeout: String,
    statement_timeout: String,
    checks_connection: bool,
    guard: &'a Guard,
    history: Table<'a>,
    label: String,
}

#[derive(Serialize, Default)]
struct Row<'a> {
    history: Option<Table<'a>>,
    label: String,
    run: &'a str,
    version: Option<Version>,
    name: Option<&'a str>,
    checksum: Option<String>,
    mode: &'static str,
    sql: Option<&'a str>,
    down: Option<&'a str>,
    /// Whose end is written: a version's, a repeatable file's, or nobody's.
    of: &'static str,
    before: Option<Before<'a>>,
    checksums: Vec<(Version, String)>,
}

/// A row as it was shown; it changes only if it still is so.
#[derive(Serialize)]
struct Before<'a> {
    name: &'a str,
    checksum: &'a str,
}

impl<'a> From<&'a Recorded> for Before<'a> {
    fn from(row: &'a Recorded) -> Self {
        Self { name: &row.name, checksum: &row.checksum }
    }
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
        render(File::Settings, self.settings(guard, local, lock_timeout))
    }

    /// How many statements a transaction's settings are.
    fn settings_statements(&self, guard: &Guard) -> usize {
        4 + usize::from(self.checks_connection) + usize::from(*guard != Guard::None)
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

    /// What a step writes to history.
    pub(super) fn row_text(&self, step: &Step) -> String {
        let row = self.row(step);
        match &step.action {
            Action::Prepare => String::new(),
            Action::Apply { .. } | Action::Record { .. } => render(File::Apply, row),
            Action::Repeat { .. } => render(File::Repeat, row),
            Action::Revert { .. } => render(File::Revert, row),
            Action::Rewrite { .. } => render(File::Rewrite, row),
            Action::Forget { .. } => render(File::Forget, row),
            Action::Widen { .. } => render(File::Widen, row),
            Action::Access { gone, .. } => self.forget_text(gone),
            Action::AccessLater => String::new(),
        }
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

    fn row<'a>(&'a self, step: &'a Step) -> Row<'a> {
        let row = Row {
            history: Some(self.table()),
            label: self.door.history.label(),
            run: &self.door.run,
            ..Row::default()
        };
        match &step.action {
            Action::Prepare | Action::Access { .. } | Action::AccessLater => row,
            Action::Apply { version, name, checksum, down } => Row {
                version: Some(*version),
                name: Some(name),
                checksum: Some(checksum.to_string()),
                mode: match step.transaction {
                    Transaction::Inside => "transaction",
                    Transaction::Outside => "no-transaction",
                },
                sql: Some(&step.sql),
                down: down.as_deref(),
                of: "version",
                ..row
            },
            Action::Record { version, name, checksum } => Row {
                version: Some(*version),
                name: Some(name),
                checksum: Some(checksum.to_string()),
                mode: "recorded",
                of: "version",
                ..row
            },
            Action::Repeat { name, checksum } => {
                Row { name: Some(name), checksum: Some(checksum.to_string()), of: "name", ..row }
            }
            Action::Revert { version } => Row { version: Some(*version), ..row },
            Action::Rewrite { before, name, checksum } => Row {
                version: Some(before.version),
                name: Some(name),
                checksum: Some(checksum.to_string()),
                sql: Some(&step.sql),
                before: Some(Before::from(before)),
                ..row
            },
            Action::Forget { before } => {
                Row { version: Some(before.version), before: Some(Before::from(before)), ..row }
            }
            Action::Widen { checksums } => Row {
                checksums: checksums
                    .iter()
                    .map(|(version, checksum)| (*version, checksum.to_string()))
                    .collect(),
                ..row
            },
        }
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

impl Run<'_> {
    /// The making of the history's tables.
    pub(super) fn prepare_text(&self, make_history: bool) -> String {
        #[derive(Serialize)]
        struct Prepare<'a> {
            history: Table<'a>,
            width: &'static str,
            make_history: bool,
        }
        let width = match self.width {
            VersionWidth::Int4 => "int4",
            VersionWidth::Int8 => "int8",
        };
        render(File::Prepare, Prepare { history: self.session.table(), width, make_history })
    }
}
