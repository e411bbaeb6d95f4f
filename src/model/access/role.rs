//! The application's roles, and the people a rule is about.

use super::{Spot, TableName};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The application's roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// The table that holds each person's role.
    pub table: TableName,
    /// The column that holds the role.
    pub column: String,
    /// The column that holds the person's id.
    pub person: String,
    /// The role of everybody signed in who has no other.
    pub base: String,
    /// All roles.
    pub names: Vec<String>,
    /// Named sets of roles.
    pub sets: BTreeMap<String, BTreeSet<String>>,
    /// A function of the application's own that answers the same.
    pub alias: Option<TableName>,
    /// Where the source is written.
    pub spot: Spot,
}

/// Who a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody is signed in.
    Anon,
    /// Anyone who is signed in.
    SignedIn,
    /// People with this application role, which is not the base role.
    Role(String),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anon => f.write_str("anon"),
            Self::SignedIn => f.write_str("signed_in"),
            Self::Role(role) => f.write_str(role),
        }
    }
}

impl Roles {
    /// The person behind a role's name: the base role is everybody signed in.
    pub fn who(&self, role: &str) -> Who {
        if role == self.base { Who::SignedIn } else { Who::Role(role.to_owned()) }
    }
}
