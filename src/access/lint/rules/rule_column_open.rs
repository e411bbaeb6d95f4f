//! Columns that say whose a row is, written by anyone.

use crate::access::lint::Subject;
use crate::access::lint::reach::{afterwards, is_for_anyone, pinned, written};
use crate::finding::{Finding, Severity};
use crate::model::access::{Atom, CatalogRelation, Condition, Operation, Table};
use std::collections::BTreeSet;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table, relation) in subject.tables() {
        let deciding = deciding(relation, table);
        for rule in table.rules.iter().filter(|rule| is_for_anyone(rule)) {
            let mut open: BTreeSet<&str> = BTreeSet::new();
            for operation in [Operation::Insert, Operation::Update] {
                let pinned = pinned(afterwards(rule, operation));
                let columns = written(relation, table, rule).into_iter();
                let left = columns.filter(|it| deciding.contains(it) && !pinned.contains(it));
                open.extend(left.filter(|_| rule.can.contains(&operation)));
            }
            for column in open {
                let message = format!(
                    "`{}` may set `{name}.{column}` to what they like, and other rules go by it",
                    rule.who_text
                );
                let (object, spot) = (format!("{name}.{column}"), subject.spot(table, rule));
                let finding = subject.finding("rule-column-open", Severity::Error, object, spot, message);
                findings.push(finding.fix(format!(
                    "hold `{column}` to what is theirs in the rule's `rows`, or leave it out of `cols`"
                )));
            }
        }
    }
    findings
}

/// The columns by which rules find people's rows. What only a rule for new rows asks decides nothing about rows that are there, and a
/// set of keys cannot hold that of a row which is yet to be made.
fn deciding<'a>(relation: &CatalogRelation, table: &'a Table) -> BTreeSet<&'a str> {
    let later = table.rules.iter().filter(|rule| rule.can.iter().any(|it| *it != Operation::Insert));
    let column = |atom: &'a Atom| match &atom.condition {
        Condition::Own { column } => Some(column.as_str()),
        Condition::In { column, .. } => Some(column.as_str()).filter(|column| relation.key != [*column]),
        _ => None,
    };
    later.flat_map(|rule| &rule.rows).filter_map(column).collect()
}
