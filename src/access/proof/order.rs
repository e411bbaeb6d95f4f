//! Tables in an order in which each finds what it points at. Where that is a circle, links that may be empty wait.

use super::ground::{Ground, Link, Plot};
use crate::model::access::TableName;
use std::collections::BTreeSet;

/// Tables with the links that have to wait until all are filled.
pub(super) fn ordered(ground: &Ground) -> Vec<(&Plot, Vec<&Link>)> {
    let known: BTreeSet<TableName> = ground.tables.iter().map(Plot::table_name).collect();
    let mut placed: BTreeSet<TableName> = BTreeSet::new();
    let mut ordered = Vec::new();
    while placed.len() < known.len() {
        let waiting: Vec<&Plot> =
            ground.tables.iter().filter(|plot| !placed.contains(&plot.table_name())).collect();
        let open = |plot: &Plot, link: &Link| {
            let target = link.target();
            target != plot.table_name() && known.contains(&target) && !placed.contains(&target)
        };
        // A link that a constraint reads is missed more than another.
        let weight = |plot: &Plot, link: &Link| {
            let is_read =
                plot.checks.iter().any(|check| link.columns.iter().any(|it| check.columns.contains(it)));
            // Where a part of the link is the row's own, it points back at what points here.
            let is_back = link.columns.iter().any(|it| plot.column(it).is_some_and(|column| column.not_null));
            match (link.is_optional(plot), is_read && !is_back) {
                (false, _) => 1000,
                (true, true) => 10,
                (true, false) => 1,
            }
        };
        let missed = |plot: &&&Plot| -> usize {
            let links = plot.links.iter().filter(|link| open(plot, link));
            links.map(|link| weight(plot, link)).sum()
        };
        let is_asked = |plot: &Plot| {
            waiting.iter().any(|other| other.links.iter().any(|link| link.target() == plot.table_name()))
        };
        // What nobody waits for can wait itself.
        let next = waiting.iter().min_by_key(|plot| {
            let missed = missed(plot);
            (missed >= 1000, missed > 0 && !is_asked(plot), missed)
        });
        let Some(plot) = next else { break };
        let late = plot.links.iter().filter(|link| !placed.contains(&link.target())).collect();
        placed.insert(plot.table_name());
        ordered.push((*plot, late));
    }
    ordered
}
