//! One policy for each table, command and database role.

use super::{Emitter, Name, id};
use crate::access::object::fitting;
use crate::access::{Branch, Ground, Object, Purpose, Section, branches};
use crate::model::access::{CatalogRelation, ObjectKind, Operation, Rule, Table, TableName};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    name: &'a str,
    table: Name<'a>,
    command: &'a str,
    role: &'a str,
    using: Option<Sql>,
    check: Option<Sql>,
}

/// What a policy is made of.
pub(super) struct Policy<'a> {
    pub(super) table: &'a TableName,
    pub(super) command: &'a str,
    pub(super) role: &'a str,
    pub(super) using: Option<Sql>,
    pub(super) check: Option<Sql>,
    pub(super) section: Section,
    pub(super) why: String,
}

/// A policy with the branches that it was made of.
pub(super) struct Made<'a> {
    pub(super) table: TableName,
    pub(super) role: &'a str,
    pub(super) operation: Operation,
    pub(super) object: Object,
    pub(super) find: Vec<Branch>,
    pub(super) check: Vec<Branch>,
}

impl Policy<'_> {
    pub(super) fn object(self) -> Object {
        let name = fitting(&format!("{}_{}_{}", self.table.name, self.command, self.role));
        let context = Context {
            name: &name,
            table: Name::from(self.table),
            command: self.command,
            role: self.role,
            using: self.using,
            check: self.check,
        };
        Object {
            id: id(ObjectKind::Policy, &self.table.schema, &self.table.name, &name),
            section: self.section,
            table: Some(self.table.clone()),
            create: Sql::trusted(render(File::AccessPolicy, &context).trim()),
            change: Some(Sql::trusted(render(File::AccessPolicyChange, &context).trim())),
            why: self.why,
        }
    }
}

impl Emitter<'_> {
    /// The policies of client roles on a table.
    pub(super) fn policies(
        &self,
        name: &TableName,
        table: &Table,
        relation: &CatalogRelation,
    ) -> Vec<Made<'_>> {
        let ground = Ground::Table { relation, small: table.small };
        self.made(name, |role, operation, purpose| {
            self.allowing(&table.rules, role, operation, purpose, ground)
        })
    }

    /// One policy for each database role and operation that some branches let through.
    pub(super) fn made(
        &self,
        table: &TableName,
        of: impl Fn(&str, Operation, Purpose) -> Vec<Branch>,
    ) -> Vec<Made<'_>> {
        let readers = self.access.settings.anon.iter().chain([&self.access.settings.signed_in]);
        let mut all = Vec::new();
        for role in readers {
            for operation in Operation::ALL {
                let (find, check) = (of(role, operation, Purpose::Find), of(role, operation, Purpose::Check));
                if let Some(object) = self.policy(table, role, operation, &find, &check) {
                    all.push(Made { table: table.clone(), role, operation, object, find, check });
                }
            }
        }
        all
    }

    /// The branches of those rules that allow an operation.
    pub(super) fn allowing(
        &self,
        rules: &[Rule],
        role: &str,
        operation: Operation,
        purpose: Purpose,
        ground: Ground<'_>,
    ) -> Vec<Branch> {
        let rules: Vec<&Rule> = rules.iter().filter(|rule| rule.can.contains(&operation)).collect();
        branches(self.access, &rules, role, purpose, ground)
    }

    /// A policy out of branches; none where nobody is let through.
    fn policy(
        &self,
        table: &TableName,
        role: &str,
        operation: Operation,
        find: &[Branch],
        check: &[Branch],
    ) -> Option<Object> {
        if find.is_empty() {
            return None;
        }
        let has_using = operation != Operation::Insert;
        let has_check = matches!(operation, Operation::Insert | Operation::Update);
        let policy = Policy {
            table,
            command: operation.command(),
            role,
            using: has_using.then(|| self.condition(find, "")),
            check: has_check.then(|| self.condition(check, "")),
            section: if table.schema == "storage" { Section::Storage } else { Section::Tables },
            why: String::new(),
        };
        Some(policy.object())
    }
}
