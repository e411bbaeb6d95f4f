//! What rules of lint look at.

use crate::finding::{Finding, Severity};
use crate::model::access::{Access, Catalog, CatalogRelation, Rule, Spot, Table, TableName};

/// Access rules, and the tables that they are about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The rules.
    pub access: &'a Access,
    /// What there is.
    pub catalog: &'a Catalog,
}

impl<'a> Subject<'a> {
    /// Declared tables that are there.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&'a TableName, &'a Table, &'a CatalogRelation)> {
        let catalog = self.catalog;
        self.access.tables.iter().filter_map(|(name, table)| Some((name, table, catalog.relation(name)?)))
    }

    /// A finding about what stands at a spot.
    pub(super) fn finding(
        &self,
        rule: &'static str,
        severity: Severity,
        object: impl Into<String>,
        spot: &Spot,
        message: String,
    ) -> Finding {
        let place = self.access.sources.place(spot).map(|place| place.to_string());
        Finding { place, ..Finding::note(rule, object, message).severity(severity) }
    }

    /// Where a person finds a rule: at the table that it is for, where it stands in a pattern.
    pub(super) fn spot(&self, table: &'a Table, rule: &'a Rule) -> &'a Spot {
        if self.access.sources.is_of_pattern(&rule.spot) { &table.spot } else { &rule.spot }
    }
}
