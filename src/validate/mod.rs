//! Checks of a database: one query each, whose rows are what is wrong. Ours, and those of a project.
//!
//! A check is a file `NAME.sql` with a page `NAME.md` beside it. Its rows have four columns, in this order: `severity` (`note`, `warning`,
//! `error` or `security`), `object`, `message`, `fix` (or null). It runs in a transaction that cannot write, within a time limit.
//! The settings in `sql/session/check_frame.sql` say which schemas and roles it is about.

mod built_in;
mod ground;
mod own;
mod row;

pub use built_in::{built_in, shared};
pub use ground::Ground;
pub use own::{Own, read};
pub use row::{COLUMNS, finding};

use std::borrow::Cow;

/// How many findings of one check are told.
pub const MOST: usize = 1_000;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name: the file's stem.
    pub name: Cow<'static, str>,
    /// Its query.
    pub sql: Cow<'static, str>,
    /// What it finds, why that matters, how to mend it; empty where nobody wrote it down.
    pub page: Cow<'static, str>,
    /// A project's own file, as messages name it; nothing for ours.
    pub file: Option<String>,
}

impl Check {
    /// The relation without which there is nothing to ask: `-- needs: storage.buckets` on a line of its own.
    pub fn needs(&self) -> Option<&str> {
        self.sql.lines().find_map(|line| line.strip_prefix("-- needs: ")).map(str::trim)
    }
}
