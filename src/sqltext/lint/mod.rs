//! What a migration should not do to tables that people use, read from its text alone.
//!
//! A rule is a file with a page beside it. Most judge one statement; what the same file creates is nobody's yet, so nothing that happens
//! to it counts. Like all that is read here, rules see tokens and no syntax tree, and err on the side of silence: what runs inside of a
//! `do` block or a function is not seen.

mod allow;
mod look;
mod rule;
mod rules;

pub use look::File;
pub use rule::{Rule, rule, rules};

use super::problem::Problem;
use super::risk::Own;
use super::split::split;
use crate::failure::{Place, meant};
use crate::finding::{Finding, Severity};
use allow::Allowance;
use look::{Fault, Look};
use rule::Judge;
use std::collections::BTreeSet;

/// What is found in a file, by the rules that are on. Exceptions in its comments are taken into account, and told where nothing needs them.
pub fn lint(file: &File<'_>, is_on: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let statements = match split(file.sql) {
        Ok(statements) => statements,
        Err(problem) => return vec![broken(file, &problem)],
    };
    let (mut own, mut faults) = (Own::default(), Vec::new());
    for (index, statement) in statements.iter().enumerate() {
        let (text, before) = (&file.sql[statement.span.clone()], &statements[..index]);
        let look = Look { file, statement, text, before, own: &own };
        for rule in rules().filter(|rule| is_on(rule)) {
            if let Judge::Statement(find) = rule.judge {
                faults.extend(find(&look).into_iter().map(|fault| (rule, Some(index), fault)));
            }
        }
        own.learn(text);
    }
    for rule in rules().filter(|rule| is_on(rule)) {
        if let Judge::File(find) = rule.judge {
            faults.extend(find(file, &statements).into_iter().map(|fault| (rule, None, fault)));
        }
    }
    let allowances = allow::read(file.sql, &statements);
    let mut used = BTreeSet::new();
    let mut findings = Vec::new();
    for (rule, index, fault) in faults {
        let covers = |allowance: &Allowance<'_>| {
            allowance.rule == rule.name
                && allowance.reason.is_some()
                && (index.is_none() || allowance.statement == index)
        };
        match allowances.iter().position(covers) {
            Some(allowance) => _ = used.insert(allowance),
            None => {
                let start = index.map_or(0, |index| statements[index].span.start);
                findings.push(finding(file, rule, start, fault));
            }
        }
    }
    for (index, allowance) in allowances.iter().enumerate() {
        findings.extend(of_allowance(file, allowance, used.contains(&index), &is_on));
    }
    findings
}

fn finding(file: &File<'_>, rule: &Rule, offset: usize, fault: Fault) -> Finding {
    let finding = Finding::note(rule.name, file.stem(), fault.message).severity(rule.severity).fix(fault.fix);
    at(file, offset, finding)
}

fn at(file: &File<'_>, offset: usize, finding: Finding) -> Finding {
    Finding { place: Some(Place::offset(file.path, file.sql, offset).to_string()), ..finding }
}

fn broken(file: &File<'_>, problem: &Problem) -> Finding {
    let finding = Finding::note("sql-broken", file.stem(), &problem.message).severity(Severity::Error);
    at(file, problem.span.start, finding.fix(&problem.hint))
}

/// What is wrong with an exception.
fn of_allowance(
    file: &File<'_>,
    allowance: &Allowance<'_>,
    is_used: bool,
    is_on: &impl Fn(&Rule) -> bool,
) -> Option<Finding> {
    let name = allowance.rule;
    let note = |rule: &'static str, message: String| {
        at(file, allowance.offset, Finding::note(rule, file.stem(), message))
    };
    let Some(rule) = rule(name) else {
        let names: Vec<&str> = rules().map(|rule| rule.name).collect();
        let finding = note("allow-unknown", format!("`{name}` is allowed, and there is no such rule"));
        return Some(finding.severity(Severity::Error).fix(meant(name, &names, "rule")));
    };
    if allowance.reason.is_none() {
        let finding = note("allow-without-reason", format!("`{name}` is allowed without a reason"));
        return Some(
            finding
                .severity(Severity::Error)
                .fix(format!("write it: `-- provost:allow {name}: why this is good here`")),
        );
    }
    (!is_used && is_on(rule)).then(|| {
        let finding = note("allow-unused", format!("`{name}` is allowed, and nothing finds it"));
        finding
            .severity(Severity::Warning)
            .fix("remove the comment, or put it right before the statement that it is about")
    })
}
