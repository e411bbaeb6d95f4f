//! A managed table and its rules.

use super::{Rule, Spot};
use std::collections::BTreeSet;
use std::fmt;

/// A table, view or function with its schema, bare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
pub struct TableName {
    /// The schema.
    pub schema: String,
    /// The table.
    pub name: String,
}

impl TableName {
    /// Makes one.
    pub fn new(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self { schema: schema.into(), name: name.into() }
    }

    /// The platform's table of the objects of all buckets.
    pub fn objects() -> Self {
        Self::new("storage", "objects")
    }

    /// Reads `name`, of schema `public`, or `schema.name`.
    pub fn parse(text: &str) -> Self {
        match text.split_once('.') {
            Some((schema, name)) => Self::new(schema, name),
            None => Self::new("public", text),
        }
    }
}

impl fmt::Display for TableName {
    /// As a person writes it: without the schema `public`. Not for SQL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.schema == "public" {
            f.write_str(&self.name)
        } else {
            write!(f, "{}.{}", self.schema, self.name)
        }
    }
}

/// The rules of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it is declared.
    pub spot: Spot,
    /// The rules, its pattern's first.
    pub rules: Vec<Rule>,
    /// Columns that no client writes.
    pub freeze: BTreeSet<String>,
    /// Whether a trigger keeps apart what different rules may update.
    pub guard: bool,
    /// Whether it stays so small that an admin's plain role test is good enough.
    pub small: bool,
}
