//! What the scratch database answers.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of trying everything that can be tried with all rows of a table at once.
#[derive(Debug, Clone, Deserialize)]
pub struct Survey {
    /// What rows are called.
    pub keys: Vec<String>,
    /// What each database role may do, column by column.
    pub rights: BTreeMap<String, Granted>,
    /// By person.
    pub people: Vec<Tried>,
}

/// What a database role was granted.
#[derive(Debug, Clone, Deserialize)]
pub struct Granted {
    /// Columns that it reads.
    pub select: BTreeSet<String>,
    /// Columns that it inserts.
    pub insert: BTreeSet<String>,
    /// Columns that it updates.
    pub update: BTreeSet<String>,
    /// Whether it deletes.
    pub delete: bool,
    /// Whether it truncates.
    pub truncate: bool,
    /// Whether it reaches the schema.
    pub usage: bool,
}

/// What became of one person's tries. What is absent was not granted.
#[derive(Debug, Clone, Deserialize)]
pub struct Tried {
    /// Who.
    pub person: usize,
    /// How each row stands to them.
    pub words: Vec<Vec<bool>>,
    /// Rows that they see.
    pub read: Option<Outcome>,
    /// Rows that an update reaches which reads.
    pub update: Option<Outcome>,
    /// Rows that an update reaches which does not.
    pub blind: Option<Outcome>,
    /// Rows that a delete reaches.
    pub delete: Option<Outcome>,
}

/// What became of a statement.
#[derive(Debug, Clone, Deserialize)]
pub struct Outcome {
    /// The rows that it reached.
    pub rows: BTreeSet<usize>,
    /// What ended it.
    pub error: Option<Said>,
    /// What ended it for all rows at once, so that it was tried row by row.
    pub refused: Option<Said>,
}

/// An error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Said {
    /// Its SQLSTATE.
    pub code: String,
    /// What it says.
    pub message: String,
}

impl Said {
    /// Whether rights or policies said it, and no constraint or trigger of another's making.
    pub fn is_access(&self) -> bool {
        self.code == "42501"
            && (self.message.starts_with("permission denied") || self.message.contains("row-level security"))
    }

    /// Whether the policies themselves are broken.
    pub fn is_broken(&self) -> bool {
        self.code != "42501" && !self.code.starts_with("23") && !self.code.starts_with('P')
    }
}

/// One thing to try with one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Who.
    pub person: usize,
    /// Which row.
    pub row: usize,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "try", rename_all = "lowercase")]
pub enum What {
    /// Put the row back after it was taken away.
    Insert,
    /// Delete it with ordinary triggers on.
    Remove,
    /// Change a column.
    Change {
        /// The column.
        column: String,
        /// The row whose value it gets; any other value where there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        like: Option<usize>,
        /// Whether ordinary triggers are on.
        ordinary: bool,
    },
    /// Give a column of all rows the value that it has in this one.
    Take {
        /// The column.
        column: String,
    },
}

/// What became of one try.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    /// Whether it was done.
    #[serde(default)]
    pub done: bool,
    /// How the row stands to the person afterwards.
    pub words: Option<Vec<bool>>,
    /// The rows that were reached.
    #[serde(default)]
    pub rows: BTreeSet<usize>,
    /// What was said.
    pub error: Option<Said>,
}
