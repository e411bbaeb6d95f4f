//! Rows that their maker cannot read.

use crate::access::lint::Subject;
use crate::access::lint::reach::reaches;
use crate::finding::{Finding, Severity};
use crate::model::access::{Condition, Operation, Rule};

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table, _) in subject.tables() {
        for rule in table.rules.iter().filter(|rule| rule.can.contains(&Operation::Insert)) {
            let readers = |who| {
                let reads = |other: &&Rule| other.can.contains(&Operation::Select) && reaches(other, who);
                table.rules.iter().filter(reads).any(|reader| may_show(rule, reader))
            };
            if let Some(who) = rule.who.iter().find(|who| !readers(who)) {
                let message = format!("`{who}` may create rows of `{name}` and cannot read them");
                let spot = subject.spot(table, rule);
                let object = name.to_string();
                let finding = subject.finding("create-unread", Severity::Warning, object, spot, message);
                findings.push(finding.fix("add `r` for the same rows"));
            }
        }
    }
    findings
}

/// Whether a reader can see what the rule lets make: whose the row is must be said by both.
fn may_show(rule: &Rule, reader: &Rule) -> bool {
    let names = |rule: &Rule, column: &str| {
        rule.rows.iter().any(|atom| match &atom.condition {
            Condition::Own { column: held } | Condition::In { column: held, .. } => held == column,
            Condition::Is { column: held, wanted: true, .. } => held == column,
            _ => false,
        })
    };
    reader.rows.iter().all(|atom| match &atom.condition {
        Condition::Own { column } | Condition::In { column, .. } => names(rule, column),
        _ => true,
    })
}
