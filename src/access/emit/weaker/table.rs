//! Tables: row level security off, more granted than rules use, a guard gone.

use super::super::grant::Grant;
use super::super::{Emitter, Name};
use super::{Mutant, mutant};
use crate::model::access::{CatalogRelation, ObjectKind, Operation, Table, TableName};
use crate::render::sql::{File, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    table: Name<'a>,
}

#[derive(Serialize)]
struct Granting<'a> {
    table: Name<'a>,
    command: &'a str,
    role: &'a str,
}

#[derive(Serialize)]
struct Trigger<'a> {
    table: Name<'a>,
    trigger: &'a str,
}

impl Emitter<'_> {
    pub(super) fn weaker_tables(&self) -> Vec<Mutant> {
        let mut mutants = Vec::new();
        for (name, table) in &self.access.tables {
            let Some(relation) = self.catalog.relation(name) else { continue };
            let sql = render(File::MutantOpenTable, Context { table: Name::from(name) });
            let grants = self.grants(relation, table);
            let is_open = |grant: &Grant| self.is_open(name, table, relation, grant);
            let equivalent = match grants.is_empty() {
                true => Some("nothing is granted"),
                false => grants.iter().all(is_open).then_some("every row is open to whom it is granted"),
            };
            mutants
                .push(Mutant { equivalent, ..mutant(format!("{name}: row level security off"), sql, name) });
            mutants.extend(self.wider_grants(name, table, relation));
        }
        let triggers = self.guards();
        for guard in triggers.iter().filter(|object| object.id.kind == ObjectKind::Trigger) {
            let Some(table) = &guard.table else { continue };
            let sql = render(
                File::MutantDropTrigger,
                Trigger { table: Name::from(table), trigger: &guard.id.name },
            );
            mutants.push(mutant(format!("{}: dropped", guard.id.name), sql, table));
        }
        mutants
    }

    fn wider_grants(&self, name: &TableName, table: &Table, relation: &CatalogRelation) -> Vec<Mutant> {
        let readers = self.access.settings.anon.iter().chain([&self.access.settings.signed_in]);
        let grants = self.grants(relation, table);
        let mut mutants = Vec::new();
        for role in readers {
            for operation in Operation::ALL {
                let command = operation.command();
                let granted = grants.iter().find(|grant| grant.role == *role && grant.command == command);
                let (what, equivalent) = match granted {
                    Some(grant) if grant.columns.is_empty() => continue,
                    Some(_) => ("of all columns granted to", None),
                    None => ("granted to", Some("no policy lets it through")),
                };
                let sql = render(File::MutantGrant, Granting { table: Name::from(name), command, role });
                let name_of = format!("{name}: {command} {what} {role}");
                let operation = (operation != Operation::Select).then_some(operation);
                mutants.push(Mutant { equivalent, operation, ..mutant(name_of, sql, name) });
            }
        }
        mutants
    }
}
