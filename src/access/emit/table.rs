//! Tables: row level security on, nothing granted but what rules use.

use super::grant::{Grant, Sequence};
use super::{Emitter, Name, id};
use crate::access::{Object, Section};
use crate::model::access::{CatalogRelation, ObjectKind, Table};
use crate::render::sql::{File, Sql, render};

use serde::Serialize;

#[derive(Serialize)]
struct Context<'a> {
    table: Name<'a>,
    partitions: Vec<Name<'a>>,
    revoked: Vec<String>,
    service: Option<String>,
    grants: Vec<Grant>,
    sequences: Vec<Sequence>,
}

impl Emitter<'_> {
    /// Every managed table, declared or a service's.
    pub(super) fn tables(&self) -> Vec<Object> {
        let mut objects = Vec::new();
        for relation in &self.catalog.relations {
            let name = relation.table_name();
            let declared = self.access.tables.get(&name);
            let services = self.services_of(relation);
            if declared.is_none() && services.is_empty() {
                continue;
            }
            objects.push(self.rights(relation, declared, &services));
            if let Some(table) = declared {
                objects.extend(self.policies(&name, table, relation).into_iter().map(|made| made.object));
            }
            objects.extend(services.iter().map(|share| share.policy(&name)));
        }
        objects
    }

    fn rights(
        &self,
        relation: &CatalogRelation,
        declared: Option<&Table>,
        services: &[super::service::Share<'_>],
    ) -> Object {
        let name = relation.table_name();
        let mut grants: Vec<Grant> = declared.map(|table| self.grants(relation, table)).unwrap_or_default();
        grants.extend(services.iter().flat_map(|share| share.grants()));
        let mut revoked = self.everyone();
        revoked.extend(self.access.services.values().map(|service| service.role.clone()));
        let context = Context {
            table: Name::from(&name),
            partitions: relation.partitions.iter().map(Name::from).collect(),
            revoked,
            service: self.backend(),
            sequences: self.sequences(relation, &grants),
            grants,
        };
        Object {
            id: id(ObjectKind::Table, &name.schema, "", &name.name),
            section: Section::Tables,
            table: Some(name.clone()),
            create: Sql::trusted(render(File::AccessTable, context).trim()),
            change: None,
            why: String::new(),
        }
    }
}
