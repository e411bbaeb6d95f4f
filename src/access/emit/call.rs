//! Functions of exposed schemas: nobody but the backend calls them, except whom `[grants]` names.

use super::{Emitter, id};
use crate::access::signature::names;
use crate::access::{Object, Section};
use crate::model::access::{Function, ObjectKind, Who};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

impl Emitter<'_> {
    /// `made` are functions whose rights are set where they are made.
    pub(super) fn calls(&self, made: &[Object]) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            schema: &'a str,
            name: &'a str,
            arguments: &'a str,
            clients: Vec<String>,
            readers: Vec<String>,
        }
        let is_made = |function: &Function| {
            made.iter().any(|object| {
                object.id.kind == ObjectKind::Function
                    && object.id.schema == function.schema
                    && object.id.name == function.name
                    && object.id.parent == function.arguments
            })
        };
        let exposed = |function: &&Function| {
            self.access.settings.schemas.contains(&function.schema)
                && function.kind == "f"
                && !is_made(function)
        };
        let call = |function: &Function| {
            let who = self.access.grants.iter().find(|(signature, _)| names(signature, function));
            let roles = who
                .iter()
                .flat_map(|(_, (who, _))| who)
                .filter_map(|who: &Who| self.access.database_role(who));
            let mut readers: BTreeSet<String> = roles.map(str::to_owned).collect();
            readers.extend(self.backend().filter(|_| !function.trigger));
            let context = Context {
                schema: &function.schema,
                name: &function.name,
                arguments: &function.arguments,
                clients: self.everyone(),
                readers: readers.into_iter().collect(),
            };
            Object {
                id: id(ObjectKind::Execute, &function.schema, &function.arguments, &function.name),
                section: Section::Calls,
                table: None,
                create: Sql::trusted(render(File::AccessRights, context).trim()),
                change: None,
                why: String::new(),
            }
        };
        self.catalog.functions.iter().filter(exposed).map(call).collect()
    }
}
