//! What can be wrong with a box.

use super::{Context, Key, KeyId, open};
use crate::failure::{Failure, Kind};
use std::fmt;

/// Why a box did not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no box.
    Format(&'static str),
    /// It names a key that is not there.
    UnknownKey(KeyId),
    /// It names the key, and these are not its bytes: or somebody changed the head of the box.
    WrongKey(KeyId),
    /// It is not as it was sealed, or was sealed for a row that nobody knows.
    Tampered,
    /// It is as it was sealed, and belongs to another row.
    OtherRow(String),
}

impl Fault {
    /// Finds out whether a box that does not open here would open in one of these rows: then it was moved. The cipher alone cannot
    /// tell that from a changed box. `rows` are contexts, each with what a person calls it.
    #[must_use]
    pub fn told_apart(
        self,
        key: &Key,
        text: &str,
        rows: impl IntoIterator<Item = (Context, String)>,
    ) -> Self {
        if self != Self::Tampered {
            return self;
        }
        let mut rows = rows.into_iter();
        let home = rows.find(|(context, _)| open(key, context, text).is_ok());
        home.map_or(self, |(_, name)| Self::OtherRow(name))
    }

    /// A word for it that scripts may rely on.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Format(_) => "format",
            Self::UnknownKey(_) => "unknown-key",
            Self::WrongKey(_) => "wrong-key",
            Self::Tampered => "tampered",
            Self::OtherRow(_) => "other-row",
        }
    }

    /// The failure that a person sees; `what` says what was to be opened.
    pub fn failure(&self, what: impl Into<String>) -> Failure {
        let failure = Failure::new(Kind::Secret, what).because(self);
        match self {
            Self::UnknownKey(_) => failure
                .hint("give the vault the key file that holds this key; `provost vault status` lists the keys that are in use"),
            Self::WrongKey(_) => failure
                .hint("take the key file from its backup: this one has the right name and other bytes; or restore the row from a backup of main"),
            Self::Format(_) | Self::Tampered => {
                failure.hint("restore the row from a backup of main, or have the owner hand over the credential again")
            }
            Self::OtherRow(_) => failure.hint(
                "find out who wrote the row (`provost vault verify` checks the audit trail), then restore it from a backup of main",
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(why) => write!(f, "the box cannot be read: {why}"),
            Self::UnknownKey(key) => write!(f, "it was sealed with the key `{key}`, which is not here"),
            Self::WrongKey(key) => write!(
                f,
                "the box does not know these bytes as the key `{key}`: they are not that key's, or the box was changed"
            ),
            Self::Tampered => {
                f.write_str("the box is not as it was sealed for this row: it was changed, or moved here")
            }
            Self::OtherRow(row) => write!(f, "the box is whole, but belongs to {row}: somebody moved it"),
        }
    }
}
