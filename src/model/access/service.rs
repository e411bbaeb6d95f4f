//! A service that owns a schema, and what it may read of others.

use super::{Spot, TableName};

/// A service with a schema of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its schema.
    pub schema: String,
    /// Its database role, without login.
    pub role: String,
    /// A member of that role with login, if one is wanted.
    pub login: Option<String>,
    /// What it may read of others.
    pub reads: Vec<CrossRead>,
    /// Where it is declared.
    pub spot: Spot,
}

/// Columns of another service's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossRead {
    /// The table.
    pub table: TableName,
    /// The columns.
    pub columns: Vec<String>,
    /// Where it is written.
    pub spot: Spot,
}
