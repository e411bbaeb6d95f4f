//! Policies: gone, with weaker conditions, for everybody.

use super::super::grant::Grant;
use super::super::policy::Policy;
use super::super::{Emitter, Name};
use super::condition::{Weaker, weaker_branches};
use super::{Mutant, mutant};
use crate::access::{Branch, Ground, Purpose, Section, branches};
use crate::model::access::{CatalogRelation, ObjectKind, Operation, Rule, Table, TableName};
use crate::render::sql::{File, render};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Context<'a> {
    table: Name<'a>,
    policy: &'a str,
}

/// Why nobody may notice that a condition on what is written is gone.
const UNWRITTEN: &str = "nobody can write what it reads";

/// A policy with the branches that it was made of.
struct Made<'a> {
    table: &'a TableName,
    role: &'a str,
    operation: Operation,
    name: String,
    find: Vec<Branch>,
    check: Vec<Branch>,
}

impl Emitter<'_> {
    pub(super) fn weaker_policies(&self) -> Vec<Mutant> {
        let mut mutants = Vec::new();
        for policy in self.tables().iter().filter(|object| object.id.kind == ObjectKind::Policy) {
            let Some(table) = &policy.table else { continue };
            let context = Context { table: Name::from(table), policy: &policy.id.name };
            mutants.push(mutant(
                format!("{}: dropped", policy.id.name),
                render(File::MutantDropPolicy, context),
                table,
            ));
        }
        for (name, table) in &self.access.tables {
            let Some(relation) = self.catalog.relation(name) else { continue };
            for made in self.made(name, table, relation) {
                mutants.extend(self.weaker_policy(&made));
            }
        }
        mutants
    }

    fn made<'a>(&'a self, name: &'a TableName, table: &Table, relation: &CatalogRelation) -> Vec<Made<'a>> {
        let ground = Ground::Table { relation, small: table.small };
        let readers = self.access.settings.anon.iter().chain([&self.access.settings.signed_in]);
        let mut all = Vec::new();
        for role in readers {
            for operation in Operation::ALL {
                let rules: Vec<&Rule> =
                    table.rules.iter().filter(|rule| rule.can.contains(&operation)).collect();
                let of = |purpose| branches(self.access, &rules, role, purpose, ground);
                let (find, check) = (of(Purpose::Find), of(Purpose::Check));
                if let Some(object) = self.policy(name, role, operation, find.clone(), check.clone()) {
                    all.push(Made { table: name, role, operation, name: object.id.name, find, check });
                }
            }
        }
        all
    }

    /// Whether the policy behind a grant lets every row through.
    pub(super) fn is_open(
        &self,
        name: &TableName,
        table: &Table,
        relation: &CatalogRelation,
        grant: &Grant,
    ) -> bool {
        let open = [Branch::open()];
        let made = self.made(name, table, relation);
        let mut behind =
            made.iter().filter(|made| made.role == grant.role && made.operation.command() == grant.command);
        behind.any(|made| match made.operation {
            Operation::Insert => made.check == open,
            Operation::Update => made.find == open && made.check == open,
            Operation::Select | Operation::Delete => made.find == open,
        })
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

    /// Columns that this policy's role may write.
    fn writable(&self, made: &Made<'_>) -> BTreeSet<String> {
        let declared = self.catalog.relation(made.table).zip(self.access.tables.get(made.table));
        let Some((relation, table)) = declared else { return BTreeSet::new() };
        let grants = self.grants(relation, table);
        let grant =
            grants.iter().find(|grant| grant.role == made.role && grant.command == made.operation.command());
        match grant {
            None => BTreeSet::new(),
            Some(grant) if grant.columns.is_empty() => {
                relation.columns.iter().map(|it| it.name.clone()).collect()
            }
            Some(grant) => grant.columns.iter().cloned().collect(),
        }
    }

    /// Columns that a guard keeps apart.
    fn guarded_in(&self, made: &Made<'_>) -> BTreeSet<String> {
        let declared = self.catalog.relation(made.table).zip(self.access.tables.get(made.table));
        let guarded = declared.filter(|(_, table)| table.guard);
        guarded.map(|(relation, table)| self.guarded_columns(relation, table)).into_iter().flatten().collect()
    }

    fn changed(&self, made: &Made<'_>, what: &str, find: &[Branch], check: &[Branch]) -> Mutant {
        let has_using = made.operation != Operation::Insert;
        let has_check = matches!(made.operation, Operation::Insert | Operation::Update);
        let policy = Policy {
            table: made.table,
            command: made.operation.command(),
            role: made.role,
            using: has_using.then(|| self.condition(find, "")),
            check: has_check.then(|| self.condition(check, "")),
            section: Section::Tables,
            why: String::new(),
        };
        let sql = policy.object().change.map(|sql| sql.as_str().to_owned()).unwrap_or_default();
        let operation = Some(made.operation);
        Mutant { operation, ..mutant(format!("{}: {what}", made.name), sql, made.table) }
    }

    fn public(&self, made: &Made<'_>) -> Mutant {
        let context = Context { table: Name::from(made.table), policy: &made.name };
        let sql = render(File::MutantPublicPolicy, context);
        let others = self.granted_besides(made.table, made.role, made.operation);
        Mutant {
            operation: Some(made.operation),
            equivalent: (!others).then_some("nobody else is granted it"),
            excuse: Some("who else is granted it has no such rows, or sees them anyway"),
            ..mutant(format!("{}: to public", made.name), sql, made.table)
        }
    }

    /// Whether another database role than this one is granted an operation.
    fn granted_besides(&self, table: &TableName, role: &str, operation: Operation) -> bool {
        let (Some(relation), Some(declared)) = (self.catalog.relation(table), self.access.tables.get(table))
        else {
            return false;
        };
        let grants = self.grants(relation, declared);
        let is_other = |it: &Grant| it.role != role && it.command == operation.command();
        grants.iter().any(is_other) || !self.services_of(relation).is_empty()
    }
}
