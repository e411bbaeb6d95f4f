//! Mutants that nobody noticed.

use crate::access::Mutant;
use crate::access::lint::unused_acceptance;
use crate::finding::{Finding, Severity};
use crate::model::access::{Acceptance, Access};
use serde::Serialize;
use std::collections::BTreeSet;

/// What became of all mutants.
#[derive(Debug, Default, Serialize)]
pub struct Mutation {
    /// How many were noticed.
    pub killed: usize,
    /// How many nobody can notice, and the rules tell why.
    pub equivalent: usize,
    /// How many were not noticed, and are accepted.
    pub accepted: usize,
    /// How many were not noticed.
    pub survived: usize,
}

impl Mutation {
    /// Sorts mutants by what became of them, and tells what is to be told.
    pub fn new(access: &Access, mutants: &[Mutant], alive: &BTreeSet<usize>) -> (Self, Vec<Finding>) {
        let mut mutation = Self::default();
        let mut findings = Vec::new();
        for (index, mutant) in mutants.iter().enumerate() {
            let acceptance = access.accepted.mutants.get(&mutant.name);
            let is_alive = alive.contains(&index);
            let excuse = mutant.equivalent.or(mutant.excuse.filter(|_| is_alive));
            match (is_alive, excuse, acceptance) {
                (_, Some(_), _) => mutation.equivalent += 1,
                (true, None, Some(_)) => mutation.accepted += 1,
                (true, None, None) => {
                    mutation.survived += 1;
                    findings.push(survivor(mutant));
                }
                (false, None, _) => mutation.killed += 1,
            }
        }
        (mutation, findings)
    }
}

/// What is accepted, and there is no reason to any more.
pub(super) fn unused(access: &Access, mutants: &[Mutant], alive: &BTreeSet<usize>) -> Vec<Finding> {
    let why = |name: &String| match mutants.iter().enumerate().find(|(_, mutant)| mutant.name == *name) {
        None => Some("and there is no such weaker rule"),
        Some((_, mutant)) if mutant.equivalent.is_some() => Some("and nobody could notice it anyhow"),
        Some((index, _)) if !alive.contains(&index) => Some("and somebody notices it"),
        Some((_, mutant)) => mutant.excuse.and(Some("and is excused anyhow")),
    };
    let unused = |(name, acceptance): (&String, &Acceptance)| {
        let message = format!("`{name}` is accepted, {}", why(name)?);
        Some(unused_acceptance(access, name, acceptance, message, "remove the line".to_owned()))
    };
    access.accepted.mutants.iter().filter_map(unused).collect()
}

fn survivor(mutant: &Mutant) -> Finding {
    let message = format!("nobody noticed: {}", mutant.name);
    let name = &mutant.name;
    let fix = format!(
        "expect something that tells the two apart; or the rule decides nothing, and can go; or accept it under `[accept.mutants]`: `\"{name}\" = \"why\"`"
    );
    Finding::note("mutant-survived", name, message).severity(Severity::Warning).fix(fix)
}
