//! One name, looked up: a fault at its place if it is not there.

use crate::failure::{Failure, Result, closest, meant};
use crate::model::access::{Access, Spot, TableName};
use crate::sqltext::{Relation, RelationKind, Structure};

/// Schemas that the platform fills, not the files.
const PLATFORM: [&str; 9] =
    ["auth", "storage", "realtime", "vault", "cron", "net", "extensions", "pg_catalog", "information_schema"];

/// Columns that every table has.
const SYSTEM: [&str; 6] = ["tableoid", "ctid", "xmin", "cmin", "xmax", "cmax"];

/// The rules, and what there is.
pub(super) struct Look<'a> {
    pub(super) access: &'a Access,
    pub(super) structure: &'a Structure,
}

impl Look<'_> {
    /// Refuses a table that is not there.
    pub(super) fn table(&self, name: &TableName, spot: &Spot) -> Result<()> {
        if self.may_be_there(name) { Ok(()) } else { Err(self.missing("table", name, spot)) }
    }

    /// Refuses a view that is not there.
    pub(super) fn view(&self, name: &TableName, spot: &Spot) -> Result<()> {
        if self.may_be_there(name) { Ok(()) } else { Err(self.missing("view", name, spot)) }
    }

    /// Refuses a column that its table does not have.
    pub(super) fn column(&self, table: &TableName, column: &str, spot: &Spot) -> Result<()> {
        if self.may_have(table, column) {
            return Ok(());
        }
        let what = format!("table `{table}` has no column `{column}`");
        Err(self.access.sources.fault(spot, what).hint(self.columns_meant(table, column)))
    }

    /// What a relation is, if that is sure.
    pub(super) fn kind(&self, name: &TableName) -> Option<RelationKind> {
        self.relation(name).map(|relation| relation.kind)
    }

    /// The table that this one is a partition of, if that is sure.
    pub(super) fn partition_of(&self, name: &TableName) -> Option<&TableName> {
        self.relation(name).and_then(|relation| relation.partition_of.as_ref())
    }

    /// Whether a table has a column, or may have it for all that is known.
    pub(super) fn may_have(&self, table: &TableName, column: &str) -> bool {
        let columns = self.relation(table).and_then(|relation| relation.columns.as_ref());
        columns.is_none_or(|columns| columns.contains(column)) || SYSTEM.contains(&column)
    }

    /// The hint for a column that is not there.
    pub(super) fn columns_meant(&self, table: &TableName, column: &str) -> String {
        let columns = self.relation(table).and_then(|relation| relation.columns.as_ref());
        let known: Vec<&str> = columns.into_iter().flatten().map(String::as_str).collect();
        meant(column, &known, "column")
    }

    /// Whether a schema holds what files do not make: the platform's, and the one for generated functions.
    pub(super) fn is_foreign(&self, schema: &str) -> bool {
        PLATFORM.contains(&schema) || schema == self.access.settings.helpers
    }

    fn may_be_there(&self, name: &TableName) -> bool {
        self.structure.open().is_some() || self.is_foreign(&name.schema) || self.relation(name).is_some()
    }

    /// A relation as the files leave it. Nothing where they cannot be followed to the end: it may have changed.
    fn relation(&self, name: &TableName) -> Option<&Relation> {
        let is_sure = self.structure.open().is_none() && !self.is_foreign(&name.schema);
        self.structure.relation(name).filter(|_| is_sure)
    }

    fn missing(&self, kind: &str, name: &TableName, spot: &Spot) -> Failure {
        let failure = self.access.sources.fault(spot, format!("there is no {kind} `{name}`"));
        let failure = match self.structure.has_schema(&name.schema) {
            true => failure.because("no migration creates it"),
            false => failure.because(format!("no migration creates the schema `{}`", name.schema)),
        };
        let known: Vec<String> = self.structure.relations().map(|(name, _)| name.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        failure.hint(match closest(&name.to_string(), &known) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("create `{name}` in a migration, or remove it here"),
        })
    }
}
