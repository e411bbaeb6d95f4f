//! Columns that rules search by, without an index.

use crate::access::lint::Subject;
use crate::finding::{Finding, Severity};
use crate::model::access::{Condition, Operation};
use crate::model::ident;
use std::collections::BTreeMap;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table, relation) in subject.tables().filter(|(_, table, _)| !table.small) {
        let mut lacking = BTreeMap::new();
        for rule in &table.rules {
            let searching: Vec<&str> = rule
                .rows
                .iter()
                .filter_map(|atom| match &atom.condition {
                    Condition::Own { column } | Condition::In { column, .. } => Some(column.as_str()),
                    _ => None,
                })
                .collect();
            let finds = rule.can.iter().any(|operation| *operation != Operation::Insert);
            let is_found = searching.iter().any(|column| relation.indexed.contains(*column));
            if let Some(column) = searching.first().filter(|_| finds && !is_found) {
                lacking.entry(*column).or_insert(rule);
            }
        }
        for (column, rule) in lacking {
            let message = format!("a rule of `{name}` searches by `{column}`, which leads no index");
            let (object, spot) = (format!("{name}.{column}"), subject.spot(table, rule));
            let finding = subject.finding("column-unindexed", Severity::Warning, object, spot, message);
            findings.push(finding.fix(format!(
                "in a migration: create index concurrently on {}.{} ({})",
                ident(&name.schema),
                ident(&name.name),
                ident(column)
            )));
        }
    }
    findings
}
