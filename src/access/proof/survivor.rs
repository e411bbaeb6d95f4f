//! Mutants that nobody noticed.

use crate::access::Mutant;
use crate::finding::{Finding, Severity};
use crate::model::access::Access;
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
                (false, None, Some(acceptance)) => {
                    mutation.killed += 1;
                    let message = format!("`{}` is accepted, and is noticed", mutant.name);
                    let finding = Finding::note("acceptance-unused", &mutant.name, message);
                    findings.push(Finding {
                        place: access.sources.place(&acceptance.spot).map(|place| place.to_string()),
                        ..finding.severity(Severity::Warning).fix("remove the line")
                    });
                }
                (false, None, None) => mutation.killed += 1,
            }
        }
        (mutation, findings)
    }
}

fn survivor(mutant: &Mutant) -> Finding {
    let message = format!("nobody noticed: {}", mutant.name);
    let name = &mutant.name;
    let fix = format!(
        "expect something that tells the two apart; or the rule decides nothing, and can go; or accept it under `[accept.mutants]`: `\"{name}\" = \"why\"`"
    );
    Finding::note("mutant-survived", name, message).severity(Severity::Warning).fix(fix)
}
