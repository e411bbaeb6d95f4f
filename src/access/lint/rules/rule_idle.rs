//! Rules that decide nothing.

use crate::access::lint::Subject;
use crate::access::lint::condition::{exclude, within};
use crate::access::lint::reach::{afterwards, reaches};
use crate::finding::{Finding, Severity};
use crate::model::access::{Access, Operation, Rule, Who};

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, table) in &subject.access.tables {
        for (rule, why) in idle(subject.access, &table.rules) {
            let message = format!("a rule of `{name}` for `{}` decides nothing: {why}", rule.who_text);
            let spot = subject.spot(table, rule);
            findings.push(subject.finding("rule-idle", Severity::Warning, name.to_string(), spot, message));
        }
    }
    for (name, bucket) in &subject.access.buckets {
        for (rule, why) in idle(subject.access, &bucket.rules) {
            let message = format!("a rule of bucket `{name}` for `{}` decides nothing: {why}", rule.who_text);
            findings.push(subject.finding("rule-idle", Severity::Warning, name, &rule.spot, message));
        }
    }
    let mend = |finding: Finding| finding.fix("remove it, or the rule that is wider than it should be");
    findings.into_iter().map(mend).collect()
}

/// Rules that could go, the last first: of two that say the same, the earlier one stays.
fn idle<'a>(access: &Access, rules: &'a [Rule]) -> Vec<(&'a Rule, String)> {
    let mut left: Vec<&Rule> = rules.iter().collect();
    let mut idle = Vec::new();
    for rule in rules.iter().rev() {
        let others: Vec<&Rule> = left.iter().copied().filter(|other| !std::ptr::eq(*other, rule)).collect();
        let is_covered = |who: &Who, operation: Operation| {
            others.iter().any(|other| reaches(other, who) && covers(access, other, rule, operation))
        };
        let why = match contradiction(rule) {
            Some(pair) => pair,
            None if rule.who.iter().all(|who| rule.can.iter().all(|it| is_covered(who, *it))) => {
                "other rules allow all of it".to_owned()
            }
            None => continue,
        };
        idle.push((rule, why));
        left = others;
    }
    idle
}

fn covers(access: &Access, other: &Rule, rule: &Rule, operation: Operation) -> bool {
    let columns = match (&other.cols, &rule.cols) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => narrow.is_subset(wide),
        (Some(_), None) => operation == Operation::Delete,
    };
    other.can.contains(&operation)
        && columns
        && within(access, &rule.rows, &other.rows)
        && within(access, afterwards(rule, operation), afterwards(other, operation))
}

fn contradiction(rule: &Rule) -> Option<String> {
    let pairs =
        rule.rows.iter().enumerate().flat_map(|(at, one)| rule.rows[..at].iter().map(move |it| (it, one)));
    let mut excluding = pairs.filter(|(one, other)| exclude(&one.condition, &other.condition));
    excluding.next().map(|(one, other)| format!("no row is `{}` and `{}`", one.text, other.text))
}
