//! Columns that say whose a row is, written by anyone.

use crate::access::lint::Subject;
use crate::access::lint::reach::{afterwards, is_for_anyone, pinned, written};
use crate::finding::{Finding, Severity};
use crate::model::access::{Condition, Operation, Table};
use std::collections::BTreeSet;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table, relation) in subject.tables() {
        let deciding = deciding(table);
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

/// The columns by which rules find people's rows. What only a rule for new rows asks decides nothing about rows that are there.
fn deciding(table: &Table) -> BTreeSet<&str> {
    let later = table.rules.iter().filter(|rule| rule.can.iter().any(|it| *it != Operation::Insert));
    let atoms = later.flat_map(|rule| &rule.rows);
    let names = |atom: &'_ crate::model::access::Atom| {
        matches!(atom.condition, Condition::Own { .. } | Condition::In { .. })
    };
    atoms.filter(|atom| names(atom)).flat_map(|atom| atom.condition.columns()).collect()
}
