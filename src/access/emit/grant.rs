//! Rights of client roles on a table and its columns.

use super::Emitter;
use crate::model::access::{CatalogRelation, Operation, Rule, Table};
use crate::render::sql::Sql;
use serde::Serialize;
use std::collections::BTreeSet;

/// One grant; without columns on the whole table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Grant {
    pub(super) command: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) role: String,
}

/// A sequence that inserting rows uses.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Sequence {
    name: Sql,
    roles: Vec<String>,
}

impl Emitter<'_> {
    pub(in crate::access::emit) fn grants(&self, relation: &CatalogRelation, table: &Table) -> Vec<Grant> {
        let readers = self.access.settings.anon.iter().chain([&self.access.settings.signed_in]);
        let mut grants = Vec::new();
        for role in readers {
            for operation in Operation::ALL {
                let is_for = |rule: &&Rule| {
                    rule.can.contains(&operation)
                        && rule.who.iter().any(|who| self.access.database_role(who) == Some(role))
                };
                let rules: Vec<&Rule> = table.rules.iter().filter(is_for).collect();
                if rules.is_empty() {
                    continue;
                }
                let columns = columns(relation, table, operation, &rules);
                grants.push(Grant { command: operation.command(), columns, role: role.clone() });
            }
        }
        grants
    }

    /// Sequences behind `serial` columns; those of identity columns need no right.
    pub(super) fn sequences(&self, relation: &CatalogRelation, grants: &[Grant]) -> Vec<Sequence> {
        let inserting =
            grants.iter().filter(|grant| grant.command == "insert").map(|grant| grant.role.clone());
        let roles: BTreeSet<String> = inserting.chain(self.backend()).collect();
        let owned = relation.columns.iter().filter_map(|column| column.sequence.clone());
        owned
            .filter(|_| !roles.is_empty())
            .map(|name| Sequence { name: Sql::trusted(name), roles: roles.iter().cloned().collect() })
            .collect()
    }
}

/// The columns of a grant; none for the whole table.
fn columns(relation: &CatalogRelation, table: &Table, operation: Operation, rules: &[&Rule]) -> Vec<String> {
    match operation {
        Operation::Delete => return Vec::new(),
        Operation::Select => {
            let reads_only =
                |rule: &&Rule| rule.can.iter().all(|it| matches!(it, Operation::Select | Operation::Delete));
            if !rules.iter().all(|rule| reads_only(rule) && rule.cols.is_some()) {
                return Vec::new();
            }
        }
        _ => {
            if table.freeze.is_empty() && rules.iter().any(|rule| rule.cols.is_none()) {
                return Vec::new();
            }
        }
    }
    let is_listed =
        |name: &String| rules.iter().any(|rule| rule.cols.as_ref().is_none_or(|cols| cols.contains(name)));
    let is_frozen = |name: &String| operation != Operation::Select && table.freeze.contains(name);
    let names = relation.columns.iter().filter(|column| operation == Operation::Select || !column.made);
    names.map(|column| column.name.clone()).filter(|name| is_listed(name) && !is_frozen(name)).collect()
}
