//! Policies: gone, with weaker conditions, for everybody.

use super::super::policy::{Made, Policy};
use super::super::{Emitter, Name};
use super::condition::{Weaker, weaker_branches};
use super::{Mutant, mutant};
use crate::access::{Branch, Section};
use crate::model::access::{ObjectKind, Operation};
use crate::render::sql::{File, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    table: Name<'a>,
    policy: &'a str,
}

/// Why nobody may notice that a condition on what is written is gone.
const UNWRITTEN: &str = "nobody can write what it reads";

impl Emitter<'_> {
    pub(super) fn weaker_policies(&self) -> Vec<Mutant> {
        let mut mutants = Vec::new();
        let of_objects = self.of_objects().into_iter().map(|made| made.object);
        let policies = self.tables().into_iter().chain(of_objects);
        for policy in policies.filter(|object| object.id.kind == ObjectKind::Policy) {
            let Some(table) = &policy.table else { continue };
            let context = Context { table: Name::from(table), policy: &policy.id.name };
            mutants.push(mutant(
                format!("{}: dropped", policy.id.name),
                render(File::MutantDropPolicy, context),
                table,
            ));
        }
        let declared = self.access.tables.iter();
        let declared = declared.filter_map(|(name, table)| Some((name, table, self.catalog.relation(name)?)));
        let of_tables = declared.flat_map(|(name, table, relation)| self.policies(name, table, relation));
        for made in of_tables.chain(self.of_objects()) {
            mutants.extend(self.weaker_policy(&made));
        }
        mutants
    }

    fn weaker_policy(&self, made: &Made<'_>) -> Vec<Mutant> {
        let mut mutants = vec![self.public(made)];
        let (find, check) = (weaker_branches(&made.find), weaker_branches(&made.check));
        match made.operation {
            Operation::Select | Operation::Delete => {
                mutants.extend(find.iter().map(|it| self.changed(made, &it.what, &it.branches, &made.check)));
            }
            Operation::Insert => {
                let writable = self.writable(made);
                mutants.extend(check.iter().map(|it| Mutant {
                    excuse: it.excuse(&writable, UNWRITTEN),
                    ..self.changed(made, &it.what, &made.find, &it.branches)
                }));
            }
            Operation::Update => mutants.extend(self.weaker_update(made, &find, &check)),
        }
        mutants
    }

    /// Both halves of a policy for updates at once where they say the same. One half alone counts only where it is about columns that
    /// can be written: of the others the other half says the same.
    fn weaker_update(&self, made: &Made<'_>, find: &[Weaker], check: &[Weaker]) -> Vec<Mutant> {
        let labels = |branches: &[Branch]| branches.iter().map(Branch::label).collect::<Vec<_>>();
        let is_same = labels(&made.find) == labels(&made.check);
        let writable = self.writable(made);
        let counts = |it: &&Weaker| !is_same || it.columns.iter().any(|column| writable.contains(column));
        let mut mutants: Vec<Mutant> = Vec::new();
        if is_same {
            let both = find.iter().zip(check);
            mutants.extend(
                both.map(|(find, check)| self.changed(made, &find.what, &find.branches, &check.branches)),
            );
        }
        let guarded = self.guarded_in(made);
        let unguarded = writable.difference(&guarded).cloned().collect();
        mutants.extend(find.iter().filter(counts).map(|it| {
            let mutant = self.changed(made, &format!("using {}", it.what), &it.branches, &made.check);
            let held = it
                .is_in(&made.check)
                .then(|| it.excuse(&writable, "the check says the same of what nobody can write"));
            let guard = it.excuse(&unguarded, "a guard says the same of the columns that it reads");
            Mutant { excuse: held.flatten().or(guard.filter(|_| is_same)), ..mutant }
        }));
        if unguarded.is_empty() {
            let excuse = Some("a guard says the same of every column that can be written");
            mutants.iter_mut().for_each(|mutant| mutant.excuse = excuse);
        }
        mutants.extend(check.iter().filter(counts).map(|it| {
            let mutant = self.changed(made, &format!("check {}", it.what), &made.find, &it.branches);
            Mutant { excuse: it.excuse(&writable, UNWRITTEN), ..mutant }
        }));
        mutants
    }

    fn changed(&self, made: &Made<'_>, what: &str, find: &[Branch], check: &[Branch]) -> Mutant {
        let has_using = made.operation != Operation::Insert;
        let has_check = matches!(made.operation, Operation::Insert | Operation::Update);
        let policy = Policy {
            table: &made.table,
            command: made.operation.command(),
            role: made.role,
            using: has_using.then(|| self.condition(find, "")),
            check: has_check.then(|| self.condition(check, "")),
            section: Section::Tables,
            why: String::new(),
        };
        let sql = policy.object().change.map(|sql| sql.as_str().to_owned()).unwrap_or_default();
        let operation = Some(made.operation);
        Mutant { operation, ..mutant(format!("{}: {what}", made.object.id.name), sql, &made.table) }
    }

    fn public(&self, made: &Made<'_>) -> Mutant {
        let context = Context { table: Name::from(&made.table), policy: &made.object.id.name };
        let sql = render(File::MutantPublicPolicy, context);
        let others = self.granted_besides(made);
        Mutant {
            operation: Some(made.operation),
            equivalent: (!others).then_some("nobody else is granted it"),
            excuse: Some("who else is granted it has no such rows, or sees them anyway"),
            ..mutant(format!("{}: to public", made.object.id.name), sql, &made.table)
        }
    }
}
