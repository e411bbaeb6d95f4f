//! Rows that are changed unseen.

use crate::access::lint::Subject;
use crate::access::lint::condition::within;
use crate::access::lint::reach::reaches;
use crate::finding::{Finding, Severity};
use crate::model::access::{Operation, Rule};

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table, _) in subject.tables() {
        for rule in &table.rules {
            let changes =
                [Operation::Update, Operation::Delete].into_iter().filter(|it| rule.can.contains(it));
            let verbs: Vec<&str> = changes.map(Operation::command).collect();
            let sees = |who| {
                let reads = |other: &&Rule| other.can.contains(&Operation::Select) && reaches(other, who);
                table.rules.iter().filter(reads).any(|it| within(subject.access, &rule.rows, &it.rows))
            };
            let Some(who) = rule.who.iter().find(|who| !verbs.is_empty() && !sees(who)) else { continue };
            let message =
                format!("`{who}` may {} rows of `{name}` that they cannot read", verbs.join(" and "));
            let (object, spot) = (name.to_string(), subject.spot(table, rule));
            let finding = subject.finding("change-unread", Severity::Error, object, spot, message);
            findings.push(finding.fix("make `rows` as narrow as those of a rule that reads, or add `r`"));
        }
    }
    findings
}
