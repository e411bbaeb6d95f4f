//! Whether a course is open.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Whether a course is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseState {
    /// Registered, and nothing more.
    Draft,
    /// Being set up.
    Provisioning,
    /// Open.
    Active,
    /// Closed for now.
    Suspended,
    /// Over.
    Archived,
}

impl CourseState {
    const ALL: [Self; 5] = [Self::Draft, Self::Provisioning, Self::Active, Self::Suspended, Self::Archived];

    /// The word for it in the registry.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
        }
    }
}

impl fmt::Display for CourseState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for CourseState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl FromStr for CourseState {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|state| state.word() == word);
        known.ok_or_else(|| {
            format!(
                "`{word}` is no state of a course: write draft, provisioning, active, suspended or archived"
            )
        })
    }
}
