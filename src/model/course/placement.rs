//! Where course databases live.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where course databases live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Placement {
    /// Each is its rep's own database.
    External,
    /// One database a course on a server that we hold.
    Database,
    /// One schema a course in one database.
    Schema,
}

impl Placement {
    const ALL: [Self; 3] = [Self::External, Self::Database, Self::Schema];

    /// The word for it in `provost.toml` and in the registry.
    pub const fn word(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Database => "database",
            Self::Schema => "schema",
        }
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Placement {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|placement| placement.word() == word);
        known.ok_or_else(|| format!("`{word}` is no placement"))
    }
}
