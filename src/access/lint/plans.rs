//! Rules over plans: what PostgreSQL would do for each role with each table, asked on a scratch server and never run.

mod probe;
mod tree;

pub use probe::{Probe, probes};

use super::{Rule, Source, Subject};
use crate::finding::{Finding, Severity};
use crate::model::access::{Condition, Operation, Rule as AccessRule, Who};
use std::collections::BTreeMap;

const fn rule(name: &'static str, text: &'static str) -> Rule {
    Rule { name, text, source: Source::Plans }
}

/// All of them.
pub(super) const RULES: &[Rule] = &[
    rule("plan-recursion", include_str!("plan-recursion.md")),
    rule("plan-barred", include_str!("plan-barred.md")),
    rule("plan-open", include_str!("plan-open.md")),
    rule("plan-failed", include_str!("plan-failed.md")),
    rule("plan-scan", include_str!("plan-scan.md")),
];

/// What the server said to a probe.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The plan, as JSON.
    Plan(Plan),
    /// Why there is none: SQLSTATE and message.
    Refused(String, String),
}

/// A plan, as PostgreSQL writes it in JSON.
pub type Plan = serde_json::Value;

/// What is wrong with the answers, of which each belongs to the probe of its place.
pub fn judge(subject: &Subject<'_>, probes: &[Probe], answers: &[Answer]) -> Vec<Finding> {
    let mut found: BTreeMap<(&'static str, String, String), Vec<&str>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (probe, answer) in probes.iter().zip(answers) {
        let (table, role, verb) = (probe.table.to_string(), &probe.role, probe.operation.command());
        let said = |rule, severity, what: String| Finding::note(rule, &table, what).severity(severity);
        let finding = match answer {
            Answer::Refused(code, message) => match (code.as_str(), probe.declared) {
                ("42501", false) => continue,
                ("42501", true) => said(
                    "plan-barred",
                    Severity::Error,
                    format!("rules let `{role}` {verb} rows of `{table}`, and the server says: {message}"),
                ),
                ("42P17" | "54001", _) => said(
                    "plan-recursion",
                    Severity::Error,
                    format!("a policy of `{table}` asks itself: {message} ({verb} as `{role}`)"),
                ),
                _ => said(
                    "plan-failed",
                    Severity::Error,
                    format!("`{verb}` on `{table}` as `{role}` cannot be planned: {message} ({code})"),
                ),
            },
            Answer::Plan(_) if !probe.declared => said(
                "plan-open",
                Severity::Security,
                format!("`{role}` has the right to {verb} on `{table}`, and no rule says so"),
            ),
            Answer::Plan(plan) => {
                let shape = tree::shape(plan, &probe.table);
                if let Some(shape) = shape.filter(|_| should_be_found(subject, probe)) {
                    found
                        .entry(("plan-scan", table.clone(), format!("{role}: {shape}")))
                        .or_default()
                        .push(verb);
                }
                continue;
            }
        };
        findings.push(finding);
    }
    for ((rule, table, how), verbs) in found {
        let (role, shape) = how.split_once(": ").unwrap_or((&how, "a scan"));
        let message =
            format!("{} on `{table}` as `{role}` is {shape}, whatever indexes there are", verbs.join(", "));
        findings.push(
            Finding::note(rule, &table, message)
                .severity(Severity::Warning)
                .fix("add the index that the rules search by, or say `small = true` on the table"),
        );
    }
    findings
}

/// Whether every rule for the role picks rows of the person's own; for reading also where roles see all rows or none, which an index
/// finds too. Who changes rows names them, so a rule that gives a role all of them is no reason for a search.
fn should_be_found(subject: &Subject<'_>, probe: &Probe) -> bool {
    let Some(table) = subject.access.tables.get(&probe.table).filter(|table| !table.small) else {
        return false;
    };
    let is_for = |who: &Who| subject.access.database_role(who) == Some(&probe.role);
    let is_all_or_none = |rule: &AccessRule| {
        probe.operation == Operation::Select
            && !rule.who.iter().any(|who| is_for(who) && !matches!(who, Who::Role(_)))
    };
    let finds = |condition: &Condition| matches!(condition, Condition::Own { .. } | Condition::In { .. });
    let rules =
        table.rules.iter().filter(|rule| rule.can.contains(&probe.operation) && rule.who.iter().any(is_for));
    let is_found =
        |rule: &AccessRule| is_all_or_none(rule) || rule.rows.iter().any(|atom| finds(&atom.condition));
    let rules: Vec<&AccessRule> = rules.collect();
    // Where only roles read, whoever else asks gets nothing, at whatever price.
    let is_for_people = rules.iter().any(|rule| !is_all_or_none(rule));
    probe.operation != Operation::Insert && is_for_people && rules.into_iter().all(is_found)
}
