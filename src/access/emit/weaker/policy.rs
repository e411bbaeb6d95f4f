//! Policies: gone, open to every row, without a branch, without a term, for everybody.

use super::super::policy::Policy;
use super::super::{Emitter, Name};
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

    fn weaker_policy(&self, made: &Made<'_>) -> Vec<Mutant> {
        let mut mutants = vec![self.public(made)];
        let (find, check) = (weaker_branches(&made.find), weaker_branches(&made.check));
        match made.operation {
            Operation::Select | Operation::Delete => {
                mutants.extend(find.iter().map(|it| self.changed(made, &it.what, &it.branches, &made.check)));
            }
            Operation::Insert => {
                mutants.extend(check.iter().map(|it| self.changed(made, &it.what, &made.find, &it.branches)));
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
        mutants.extend(
            find.iter()
                .filter(counts)
                .map(|it| self.changed(made, &format!("using {}", it.what), &it.branches, &made.check)),
        );
        let excuse = Some("a guard says the same of every column that can be written");
        if self.is_guarded(made, &writable) {
            mutants.iter_mut().for_each(|mutant| mutant.excuse = excuse);
        }
        mutants.extend(check.iter().filter(counts).map(|it| {
            let is_written = it.columns.iter().any(|column| writable.contains(column));
            let mutant = self.changed(made, &format!("check {}", it.what), &made.find, &it.branches);
            Mutant { excuse: (!is_written).then_some("nobody can write what it reads"), ..mutant }
        }));
        mutants
    }

    /// Columns that this policy's role may update.
    fn writable(&self, made: &Made<'_>) -> BTreeSet<String> {
        let declared = self.catalog.relation(made.table).zip(self.access.tables.get(made.table));
        let Some((relation, table)) = declared else { return BTreeSet::new() };
        let grants = self.grants(relation, table);
        let grant = grants.iter().find(|grant| grant.role == made.role && grant.command == "update");
        match grant {
            None => BTreeSet::new(),
            Some(grant) if grant.columns.is_empty() => {
                relation.columns.iter().map(|it| it.name.clone()).collect()
            }
            Some(grant) => grant.columns.iter().cloned().collect(),
        }
    }

    fn is_guarded(&self, made: &Made<'_>, writable: &BTreeSet<String>) -> bool {
        let declared = self.catalog.relation(made.table).zip(self.access.tables.get(made.table));
        declared.filter(|(_, table)| table.guard).is_some_and(|(relation, table)| {
            let guarded: Vec<String> = self.guarded_columns(relation, table);
            writable.iter().all(|column| guarded.contains(column))
        })
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
        let is_other = |it: &super::super::grant::Grant| it.role != role && it.command == operation.command();
        grants.iter().any(is_other) || !self.services_of(relation).is_empty()
    }
}

/// A weaker condition: what was done, what is left, and the columns that what is gone reads.
struct Weaker {
    what: String,
    branches: Vec<Branch>,
    columns: BTreeSet<String>,
}

/// Everything open, each branch alone removed, each term of each branch dropped.
fn weaker_branches(branches: &[Branch]) -> Vec<Weaker> {
    let open = vec![Branch::open()];
    if branches == open {
        return Vec::new();
    }
    let columns =
        |branch: &Branch| branch.terms.iter().flat_map(crate::access::Term::columns).collect::<BTreeSet<_>>();
    let all = branches.iter().flat_map(columns).collect();
    let mut weaker = vec![Weaker { what: "opened".to_owned(), branches: open, columns: all }];
    for (index, branch) in branches.iter().enumerate() {
        if branches.len() > 1 {
            let rest = branches.iter().enumerate().filter(|(other, _)| *other != index);
            weaker.push(Weaker {
                what: format!("without the branch {}", branch.label()),
                branches: rest.map(|(_, it)| it.clone()).collect(),
                columns: columns(branch),
            });
        }
        for term in (0..branch.terms.len()).filter(|_| branch.terms.len() > 1) {
            let mut looser = branches.to_vec();
            let dropped = looser[index].terms.remove(term);
            weaker.push(Weaker {
                what: format!("without {} in {}", dropped.label(), branch.label()),
                branches: looser,
                columns: dropped.columns(),
            });
        }
    }
    weaker
}
