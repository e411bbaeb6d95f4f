//! Foreign keys: which rows they may point at.

use super::{Filler, quoted};
use crate::access::proof::ground::{Link, Plot};
use serde::Serialize;

/// Where a foreign key's values come from.
#[derive(Debug, Clone, Serialize)]
pub struct LinkSource {
    columns: Vec<String>,
    types: Vec<String>,
    /// Columns that cannot be empty: they are filled otherwise where the link is.
    kept: Vec<String>,
    table: String,
    keys: Vec<String>,
    null: f64,
}

impl Filler<'_> {
    pub(super) fn leads_to_people(&self, link: &Link) -> bool {
        let target = link.target();
        link.keys.len() == 1
            && self.chain.iter().any(|(table, column)| *table == target && link.keys == [column.clone()])
    }

    pub(super) fn link(&self, plot: &Plot, link: &Link) -> LinkSource {
        let kind = |name: &String| plot.column(name).map(|column| column.kind.clone()).unwrap_or_default();
        // What PostgreSQL makes itself is not written.
        let is_written =
            |(name, _): &(&String, &String)| plot.column(name).is_some_and(|column| !column.made);
        let pairs = link.columns.iter().zip(&link.keys).filter(is_written);
        let (columns, keys): (Vec<String>, Vec<String>) =
            pairs.map(|(name, key)| (name.clone(), key.clone())).unzip();
        let is_kept = |name: &&String| {
            link.is_optional(plot) && plot.column(name).is_some_and(|column| column.not_null)
        };
        LinkSource {
            kept: columns.iter().filter(is_kept).cloned().collect(),
            types: columns.iter().map(kind).collect(),
            table: quoted(&link.target()),
            keys,
            null: if link.is_optional(plot) { 0.25 } else { 0.0 },
            columns,
        }
    }
}
