//! The generated objects, in the order in which they can be made: what a policy asks stands before it.

mod bucket;
mod call;
mod condition;
mod function;
mod grant;
mod guard;
mod helper;
mod policy;
mod role;
mod service;
mod table;
mod view;
mod weaker;

pub use weaker::{Mutant, weaker};

use super::Object;
use super::fit;
use crate::failure::Result;
use crate::model::access::{Access, Catalog, ObjectId, ObjectKind, TableName};
use std::collections::BTreeSet;

/// Generates everything that the rules mean for this catalog.
///
/// # Errors
/// When rules and catalog do not fit together.
pub fn generate(access: &Access, catalog: &Catalog) -> Result<Vec<Object>> {
    fit::fit(access, catalog)?;
    let emitter = Emitter { access, catalog };
    let tables = emitter.tables();
    let buckets = emitter.buckets();
    let closed: Vec<&Object> = tables.iter().chain(&buckets).collect();
    let mut objects = emitter.roles();
    objects.extend(emitter.helpers(&closed)?);
    objects.extend(emitter.functions()?);
    objects.extend(emitter.guards());
    objects.extend(tables);
    objects.extend(emitter.views());
    objects.extend(emitter.calls(&objects));
    objects.extend(buckets);
    objects.extend(emitter.defaults());
    Ok(objects)
}

/// Fills every template once, so that one that gives something else than its function is refused before a database is asked.
///
/// # Errors
/// At the first function that its template cannot give.
pub fn check_functions(access: &Access) -> Result<()> {
    let nothing = Catalog::default();
    let emitter = Emitter { access, catalog: &nothing };
    access.functions.iter().try_for_each(|used| emitter.text(used).map(drop))
}

struct Emitter<'a> {
    access: &'a Access,
    catalog: &'a Catalog,
}

impl Emitter<'_> {
    /// Roles that lose everything they are not given, as far as they are there.
    fn clients(&self) -> Vec<String> {
        let clients = self.access.settings.clients();
        clients.into_iter().filter(|role| self.is_there(role)).map(str::to_owned).collect()
    }

    /// The backend's role, where it is there.
    fn backend(&self) -> Option<String> {
        Some(self.access.settings.service.clone()).filter(|role| self.is_there(role))
    }

    /// Clients and the backend.
    fn everyone(&self) -> Vec<String> {
        self.clients().into_iter().chain(self.backend()).collect()
    }

    fn is_there(&self, role: &str) -> bool {
        self.catalog.roles.contains(role) || self.made_roles().contains(role)
    }

    /// Roles that the generated SQL makes where they are missing.
    fn made_roles(&self) -> BTreeSet<&str> {
        self.access.made_roles()
    }
}

fn id(kind: ObjectKind, schema: &str, parent: &str, name: &str) -> ObjectId {
    let (schema, parent, name) = (schema.to_owned(), parent.to_owned(), name.to_owned());
    ObjectId { kind, schema, parent, name }
}

/// Names for templates.
#[derive(Debug, Clone, serde::Serialize)]
struct Name<'a> {
    schema: &'a str,
    name: &'a str,
}

impl<'a> From<&'a TableName> for Name<'a> {
    fn from(table: &'a TableName) -> Self {
        Self { schema: &table.schema, name: &table.name }
    }
}
