//! Findings that are known and left as they are.

use super::{Rule, Source};
use crate::finding::{Finding, Severity};
use crate::model::access::{Acceptance, Access};
use std::collections::BTreeSet;

/// About what is accepted.
pub(super) const RULES: &[Rule] =
    &[Rule { name: "accept-unused", text: include_str!("accept-unused.md"), source: Source::Findings }];

/// Takes away what is accepted; an acceptance of what nobody found is a finding itself. `looked` says whether a rule was asked.
pub fn accepted(access: &Access, findings: Vec<Finding>, looked: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut used = BTreeSet::new();
    let mut left = Vec::new();
    for finding in findings {
        let name = format!("{}:{}", finding.rule, finding.object);
        match access.accepted.lint.contains_key(&name) {
            true => _ = used.insert(name),
            false => left.push(finding),
        }
    }
    for (name, acceptance) in &access.accepted.lint {
        let rule = name.split_once(':').map(|(rule, _)| rule);
        let known = rule.and_then(super::rule);
        if used.contains(name) || known.is_some_and(|rule| !looked(rule)) {
            continue;
        }
        let (message, fix) = match known {
            Some(_) => {
                (format!("`{name}` is accepted, and nothing finds it any more"), "remove the line".to_owned())
            }
            None => {
                let names: Vec<&str> = super::all().map(|rule| rule.name).collect();
                let message = format!("`{name}` is accepted, and there is no such rule");
                (message, crate::failure::meant(rule.unwrap_or(name), &names, "rule"))
            }
        };
        left.push(unused_acceptance(access, name, acceptance, message, fix));
    }
    left
}

/// What is accepted, and there is no reason to any more.
pub fn unused_acceptance(
    access: &Access,
    name: &str,
    acceptance: &Acceptance,
    message: String,
    fix: String,
) -> Finding {
    let place = access.sources.place(&acceptance.spot).map(|place| place.to_string());
    let finding = Finding::note("accept-unused", name, message).severity(Severity::Warning).fix(fix);
    Finding { place, ..finding }
}
