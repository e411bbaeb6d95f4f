//! What is asked of the server: each command of each role on each table.

use crate::access::lint::Subject;
use crate::model::access::{CatalogRelation, Operation, TableName, Who};
use crate::render::sql::{File, render};
use serde::Serialize;
use std::collections::BTreeSet;

/// One command of one database role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The table.
    pub table: TableName,
    /// The database role.
    pub role: String,
    /// The command.
    pub operation: Operation,
    /// Whether rules allow it, for some row.
    pub declared: bool,
    /// What asks for its plan.
    pub sql: String,
}

/// What is asked: every managed table, for every role that is bound by policies, and every command.
pub fn probes(subject: &Subject<'_>) -> Vec<Probe> {
    let access = subject.access;
    let clients = access.settings.clients();
    let services = access.services.values().map(|service| service.role.as_str());
    let roles: BTreeSet<&str> = clients.into_iter().chain(services).collect();
    let mut probes = Vec::new();
    for relation in &subject.catalog.relations {
        let name = relation.table_name();
        let is_service = access.services.values().any(|service| service.schema == relation.schema);
        if !relation.is_table() || !(access.tables.contains_key(&name) || is_service) {
            continue;
        }
        for role in &roles {
            probes.extend(Operation::ALL.into_iter().filter_map(|it| probe(subject, relation, role, it)));
        }
    }
    probes
}

fn probe(
    subject: &Subject<'_>,
    relation: &CatalogRelation,
    role: &str,
    operation: Operation,
) -> Option<Probe> {
    #[derive(Serialize)]
    struct Context<'a> {
        role: &'a str,
        command: &'a str,
        table: Table<'a>,
        column: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Table<'a> {
        schema: &'a str,
        name: &'a str,
    }
    let (declared, column) = allowed(subject, relation, role, operation);
    if operation == Operation::Update && column.is_none() {
        return None; // the server makes all of its columns
    }
    let table = Table { schema: &relation.schema, name: &relation.name };
    let sql = render(File::LintProbe, Context { role, command: operation.command(), table, column });
    Some(Probe { table: relation.table_name(), role: role.to_owned(), operation, declared, sql })
}

/// Whether rules let a role do something with some row, and a column that it may then write.
fn allowed<'a>(
    subject: &'a Subject<'_>,
    relation: &'a CatalogRelation,
    role: &str,
    operation: Operation,
) -> (bool, Option<&'a str>) {
    let access = subject.access;
    let name = relation.table_name();
    let writable = relation.columns.iter().find(|column| !column.made).map(|column| column.name.as_str());
    if let Some(service) = access.services.values().find(|service| service.role == role) {
        let is_own = service.schema == relation.schema;
        let reads = operation == Operation::Select && service.reads.iter().any(|read| read.table == name);
        return (is_own || reads, writable);
    }
    let Some(table) = access.tables.get(&name) else { return (false, writable) };
    let is_for = |who: &Who| access.database_role(who) == Some(role);
    let mut rules =
        table.rules.iter().filter(|rule| rule.can.contains(&operation) && rule.who.iter().any(is_for));
    match rules.next() {
        None => (false, writable),
        Some(rule) => {
            (true, crate::access::lint::reach::written(relation, table, rule).into_iter().next().or(writable))
        }
    }
}
