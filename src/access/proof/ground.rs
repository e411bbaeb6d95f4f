//! Tables that a world can fill, with what decides which rows they take.

use crate::model::access::TableName;
use serde::Deserialize;
use std::collections::BTreeSet;

/// All tables of a scratch database.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Ground {
    /// The tables.
    pub tables: Vec<Plot>,
}

/// One table.
#[derive(Debug, Clone, Deserialize)]
pub struct Plot {
    schema: String,
    name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// Its foreign keys.
    pub links: Vec<Link>,
    /// Its check constraints.
    pub checks: Vec<Check>,
    /// Triggers that keep columns apart.
    pub guards: Vec<String>,
    /// Its policies.
    pub policies: Vec<Policy>,
}

/// A column.
#[derive(Debug, Clone, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as PostgreSQL writes it.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type below a domain, without its length.
    pub base: String,
    /// Whether it is an array.
    pub array: bool,
    /// Whether it is never null.
    pub not_null: bool,
    /// Whether PostgreSQL makes its value.
    pub made: bool,
    /// Whether it has a default.
    pub default: bool,
    /// Whether a sequence counts it.
    pub counted: bool,
    /// The values of its enum.
    pub labels: Vec<String>,
}

/// A foreign key.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    /// Its columns.
    pub columns: Vec<String>,
    schema: String,
    table: String,
    /// The columns that they point at.
    pub keys: Vec<String>,
}

/// A check constraint.
#[derive(Debug, Clone, Deserialize)]
pub struct Check {
    /// What it says.
    pub text: String,
    /// The columns that it reads.
    pub columns: Vec<String>,
}

/// A policy.
#[derive(Debug, Clone, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// `select`, `insert`, `update`, `delete` or `all`.
    pub command: String,
    /// The database roles that it is for.
    pub roles: BTreeSet<String>,
    /// What it says.
    pub text: String,
}

impl Ground {
    /// A table by name.
    pub fn plot(&self, name: &TableName) -> Option<&Plot> {
        self.tables.iter().find(|plot| plot.schema == name.schema && plot.name == name.name)
    }
}

impl Plot {
    /// Its name.
    pub fn table_name(&self) -> TableName {
        TableName::new(&self.schema, &self.name)
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Link {
    /// The table that it points at.
    pub fn target(&self) -> TableName {
        TableName::new(&self.schema, &self.table)
    }

    /// Whether it may be left empty.
    pub fn is_optional(&self, plot: &Plot) -> bool {
        self.columns.iter().filter_map(|name| plot.column(name)).any(|column| !column.not_null)
    }
}
