//! Views: who may read them. They read with their caller's rights, so that the tables' own policies hold.

use super::{Emitter, Name, id};
use crate::access::{Object, Section};
use crate::model::access::{CatalogRelation, ObjectKind, RelationKind, TableName};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

impl Emitter<'_> {
    pub(super) fn views(&self) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            table: Name<'a>,
            revoked: Vec<String>,
            readers: Vec<String>,
        }
        let view = |name: &TableName| {
            let who = self.access.views.get(name).into_iter().flat_map(|(who, _)| who);
            let roles = who.filter_map(|who| self.access.database_role(who)).map(str::to_owned);
            let readers: BTreeSet<String> = roles.chain(self.backend()).collect();
            let context = Context {
                table: Name::from(name),
                revoked: self.everyone(),
                readers: readers.into_iter().collect(),
            };
            Object {
                id: id(ObjectKind::View, &name.schema, "", &name.name),
                section: Section::Views,
                table: None,
                create: Sql::trusted(render(File::AccessView, context).trim()),
                change: None,
                why: String::new(),
            }
        };
        let settings = &self.access.settings;
        let is_ours = |it: &&CatalogRelation| {
            it.kind == RelationKind::View
                && settings.schemas.contains(&it.schema)
                && !settings.unmanaged.contains(&it.table_name())
        };
        let exposed = self.catalog.relations.iter().filter(is_ours).map(CatalogRelation::table_name);
        let declared = self.access.views.keys().cloned();
        // A view that nobody declares is for the backend only.
        exposed.chain(declared).collect::<BTreeSet<TableName>>().iter().map(view).collect()
    }
}
