//! Views: who may read them. They read with their caller's rights, so that the tables' own policies hold.

use super::{Emitter, Name, id};
use crate::access::{Object, Section};
use crate::model::access::ObjectKind;
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
        let view = |(name, (who, _)): (&crate::model::access::TableName, &(BTreeSet<_>, _))| {
            let roles = who.iter().filter_map(|who| self.access.database_role(who)).map(str::to_owned);
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
        self.access.views.iter().map(view).collect()
    }
}
