//! What a look at a target found: facts of the server, and the history.

use super::access::Catalog;
use super::{Recorded, Version, VersionWidth};
use std::collections::BTreeMap;

/// Everything one look brings back. By default: nothing was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Facts of server, session and rights.
    pub facts: Facts,
    /// The history table; absent where it has not been made.
    pub history: Option<HistoryFound>,
    /// What versions were when they ran; read for those whose files have changed since.
    pub texts: BTreeMap<Version, String>,
    /// What access rules are planned against; read where there are any.
    pub catalog: Option<Catalog>,
}

impl Found {
    /// The rows of history, oldest version first; none where there is no table.
    pub fn rows(&self) -> &[Recorded] {
        self.history.as_ref().map_or(&[], |history| &history.rows)
    }

    /// The versions in history, oldest first.
    pub fn versions(&self) -> Vec<Version> {
        self.rows().iter().map(|row| row.version).collect()
    }

    /// The row of one version.
    pub fn row(&self, version: Version) -> Option<&Recorded> {
        let rows = self.rows();
        rows.binary_search_by_key(&version, |row| row.version).ok().map(|index| &rows[index])
    }
}

/// Facts of the server and of our session on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// `server_version_num`: 180006.
    pub server_version: u32,
    /// The server process we talk to.
    pub backend_pid: i32,
    /// Our role.
    pub user: String,
    /// Whether it is a superuser.
    pub superuser: bool,
    /// A standby, or a restore in progress.
    pub in_recovery: bool,
    /// Transactions are read-only by default.
    pub read_only: bool,
    /// Whether a backslash in a plain string is only a backslash, as the reading of files assumes.
    pub plain_strings: bool,
    /// Whether we hold the run lock.
    pub lock_held: bool,
    /// Whether our role may create a schema here.
    pub can_create: bool,
    /// Whether the tables beside the history are there: what refinery does not know.
    pub side_tables: bool,
    /// Whether the history table exists.
    pub history_exists: bool,
    /// Whether our role may read the history table.
    pub history_readable: bool,
    /// Whether our role may write the history table.
    pub history_writable: bool,
    /// Tables that hold a history of this database too: another tool's, or ours under another name.
    pub other_histories: Vec<String>,
}

/// The history table and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryFound {
    /// The type of its version column.
    pub width: VersionWidth,
    /// Its rows, oldest version first.
    pub rows: Vec<Recorded>,
    /// Repeatable files: name and the checksum of their last run.
    pub repeated: Vec<(String, String)>,
    /// Statements of no-transaction files that are not yet in history.
    pub journal: Vec<JournalEntry>,
}

/// One statement of a no-transaction file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// The step's id, as in [`crate::plan::Step`].
    pub step: String,
    /// Which statement, from 1.
    pub statement: usize,
    /// Whether it was seen to end; otherwise its outcome is unknown.
    pub done: bool,
    /// A hash of the statement's text: a journal only counts for the text it was written for.
    pub digest: String,
}
