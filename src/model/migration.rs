//! A migration as the project's files write it.

use super::{Version, VersionWidth, checksum};
use std::sync::Arc;

/// How a file runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The whole file and its history row in one transaction.
    Transaction,
    /// First line `-- no-transaction`: statement by statement, each journalled.
    NoTransaction,
}

/// A versioned migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Its version.
    pub version: Version,
    /// The part of the file name after the version: `add_grades`.
    pub name: String,
    /// The file name without `.sql`: `V003__add_grades`. What messages call it.
    pub stem: String,
    /// The file as the person would name it, relative to the project.
    pub path: String,
    /// The text, byte for byte: the checksum covers it.
    pub sql: Arc<str>,
    /// How it runs.
    pub mode: Mode,
    /// What undoes it.
    pub down: Option<DownFile>,
}

impl Migration {
    /// Whether it may run after newer ones: refinery's `U` files.
    pub fn fills_gaps(&self) -> bool {
        self.stem.starts_with('U')
    }

    /// The checksum that refinery would write.
    pub fn checksum(&self, width: VersionWidth) -> u64 {
        checksum(width, &self.name, self.version, &self.sql)
    }
}

/// `{stem}.down.sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownFile {
    /// The file, relative to the project.
    pub path: String,
    /// Its text.
    pub sql: Arc<str>,
    /// How it runs.
    pub mode: Mode,
}

/// `R__{name}.sql`: run again whenever it changes, after the versioned ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeatable {
    /// The part of the file name after `R__`.
    pub name: String,
    /// The file, relative to the project.
    pub path: String,
    /// Its text.
    pub sql: Arc<str>,
    /// How it runs.
    pub mode: Mode,
}

impl Repeatable {
    /// A checksum by the same rule as a versioned file's, with version 0.
    pub fn checksum(&self) -> u64 {
        checksum(VersionWidth::Int8, &self.name, Version::new(0), &self.sql)
    }
}
