//! Services: a role that does everything in its own schema, and reads named columns elsewhere.

use super::grant::Grant;
use super::policy::Policy;
use super::{Emitter, id};
use crate::access::{Object, Section};
use crate::model::access::{CatalogRelation, ObjectKind, Operation, TableName};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

/// What one service has of one table.
pub(super) struct Share<'a> {
    role: &'a str,
    /// Columns that it reads; nothing: the table is its own.
    columns: Option<Vec<String>>,
}

impl Share<'_> {
    pub(super) fn grants(&self) -> Vec<Grant> {
        let role = self.role.to_owned();
        match &self.columns {
            Some(columns) => vec![Grant { command: "select", columns: columns.clone(), role }],
            None => Operation::ALL
                .map(|operation| Grant {
                    command: operation.command(),
                    columns: Vec::new(),
                    role: role.clone(),
                })
                .into(),
        }
    }

    pub(super) fn policy(&self, table: &TableName) -> Object {
        let everything = || Some(Sql::trusted("true"));
        let (command, check) = match self.columns {
            Some(_) => ("select", None),
            None => ("all", everything()),
        };
        let (role, section) = (self.role, Section::Tables);
        Policy { table, command, role, using: everything(), check, section, why: String::new() }.object()
    }
}

impl Emitter<'_> {
    /// Which services have something of a table.
    pub(super) fn services_of(&self, relation: &CatalogRelation) -> Vec<Share<'_>> {
        let name = relation.table_name();
        let mut shares = Vec::new();
        for service in self.access.services.values() {
            if service.schema == relation.schema && relation.is_table() {
                shares.push(Share { role: &service.role, columns: None });
                continue;
            }
            let columns: Vec<String> = service
                .reads
                .iter()
                .filter(|read| read.table == name)
                .flat_map(|read| read.columns.iter().cloned())
                .collect();
            if !columns.is_empty() {
                shares.push(Share { role: &service.role, columns: Some(columns) });
            }
        }
        shares
    }

    /// Usage of schemas, and rights on what will be made later.
    pub(super) fn defaults(&self) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            schema: &'a str,
            role: &'a str,
            readers: Vec<&'a str>,
        }
        let mut objects = Vec::new();
        let schemas: BTreeSet<&str> = self.access.services.values().map(|it| it.schema.as_str()).collect();
        for schema in schemas {
            let reads = |service: &&crate::model::access::Service| {
                service.schema == schema || service.reads.iter().any(|read| read.table.schema == schema)
            };
            let services = self.access.services.values().filter(reads);
            let readers = services.map(|service| service.role.as_str()).collect();
            let text = render(File::AccessServiceSchema, Context { schema, role: "", readers });
            objects.push(object(ObjectKind::Schema, schema, &text));
        }
        for service in self.access.services.values() {
            let context = Context { schema: &service.schema, role: &service.role, readers: Vec::new() };
            let text = render(File::AccessServiceDefault, context);
            objects.push(object(ObjectKind::Default, &service.schema, &text));
        }
        objects
    }
}

fn object(kind: ObjectKind, schema: &str, text: &str) -> Object {
    Object {
        id: id(kind, "", "", schema),
        section: Section::Defaults,
        table: None,
        create: Sql::trusted(text.trim()),
        change: None,
        why: String::new(),
    }
}
