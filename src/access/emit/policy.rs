//! One policy for each table, command and database role.

use super::{Emitter, Name, id};
use crate::access::object::fitting;
use crate::access::{Branch, Ground, Object, Purpose, Section, branches};
use crate::model::access::{ObjectKind, Operation, Rule, TableName};
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
    /// The policies of client roles for rules that share a ground.
    pub(super) fn policies(&self, table: &TableName, rules: &[Rule], ground: Ground<'_>) -> Vec<Object> {
        let readers = self.access.settings.anon.iter().chain([&self.access.settings.signed_in]);
        let mut policies = Vec::new();
        for role in readers {
            for operation in Operation::ALL {
                let allowing: Vec<&Rule> =
                    rules.iter().filter(|rule| rule.can.contains(&operation)).collect();
                let of = |purpose| branches(self.access, &allowing, role, purpose, ground);
                policies.extend(self.policy(table, role, operation, of(Purpose::Find), of(Purpose::Check)));
            }
        }
        policies
    }

    /// A policy out of branches; none where nobody is let through.
    pub(super) fn policy(
        &self,
        table: &TableName,
        role: &str,
        operation: Operation,
        find: Vec<Branch>,
        check: Vec<Branch>,
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
            using: has_using.then(|| self.condition(&find, "")),
            check: has_check.then(|| self.condition(&check, "")),
            section: if table.schema == "storage" { Section::Storage } else { Section::Tables },
            why: String::new(),
        };
        Some(policy.object())
    }
}
