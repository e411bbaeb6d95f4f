//! The stages of a course's making, in their order.

use serde::{Serialize, Serializer};
use std::fmt;

/// One stage of a course's making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It stands in the registry.
    Registered,
    /// What the rep handed over opens a database that is fit for a course.
    Checked,
    /// That stands encrypted in main.
    Stored,
    /// The rep is course admin.
    Assigned,
    /// Its database has all that the project's files and rules make.
    Migrated,
    /// That was proven, over a connection of its own.
    Verified,
    /// It is open.
    Active,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Registered,
        Self::Checked,
        Self::Stored,
        Self::Assigned,
        Self::Migrated,
        Self::Verified,
        Self::Active,
    ];

    /// The word for it in the registry and in JSON documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Checked => "checked",
            Self::Stored => "stored",
            Self::Assigned => "assigned",
            Self::Migrated => "migrated",
            Self::Verified => "verified",
            Self::Active => "active",
        }
    }

    /// What a person reads of it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Checked => "credentials checked",
            Self::Stored => "credentials stored encrypted",
            Self::Assigned => "course rep assigned",
            Self::Migrated => "database migrated",
            Self::Verified => "database verified",
            Self::Active => "active",
        }
    }

    /// The stage that a word of the registry means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One try of a stage, as main recorded it before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Which stage.
    pub stage: Stage,
    /// When it began, as the server writes times.
    pub began: String,
    /// When it ended; nothing where it is under way, or was cut off.
    pub ended: Option<String>,
    /// `done`, `failed`, or nothing yet.
    pub outcome: Option<String>,
    /// Which run.
    pub run: String,
    /// What it came to, in a line.
    pub detail: String,
}
