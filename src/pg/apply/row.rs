//! What a step writes to history.

use crate::model::{Recorded, Version, VersionWidth};
use crate::pg::apply::Run;
use crate::pg::door::Session;
use crate::plan::{Action, Step, Transaction};
use crate::render::sql::{File, Table, render};
use serde::Serialize;

#[derive(Serialize, Default)]
pub(super) struct Row<'a> {
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

    pub(super) fn row<'a>(&'a self, step: &'a Step) -> Row<'a> {
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
