//! What the database role behind a person needs, and gets from the generated SQL.

use super::{Asked, Person};
use crate::access::object::fitting;
use crate::access::{Object, generate};
use crate::failure::Result;
use crate::model::access::{Catalog, ObjectKind};
use crate::model::ident;
use serde::Serialize;

/// Rights, policies and functions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// Rights, as they are granted.
    pub grants: Vec<String>,
    /// Policies by name.
    pub policies: Vec<String>,
    /// Functions that the policies ask.
    pub functions: Vec<String>,
}

impl Asked<'_> {
    pub(super) fn needs(&self, catalog: &Catalog) -> Result<Needs> {
        let objects = generate(self.access, catalog)?;
        let role = self.person.database_role(self.access);
        let command = self.operation.command();
        let is_of_table = |object: &&Object| object.table.as_ref() == Some(&self.name);
        let mut needs = Needs::default();
        for object in objects.iter().filter(is_of_table) {
            let text = object.create.as_str();
            if object.id.kind == ObjectKind::Table {
                let end = format!(" to {};", ident(&role));
                let gives = |line: &&str| {
                    line.starts_with("grant ") && line.ends_with(&end) && line.contains(command)
                };
                needs
                    .grants
                    .extend(text.lines().filter(gives).map(|line| line.trim_end_matches(';').to_owned()));
            }
            let is_for = |what: &str| object.id.name == fitting(&format!("{}_{what}_{role}", self.name.name));
            if object.id.kind == ObjectKind::Policy && (is_for(command) || is_for("all")) {
                needs.policies.push(object.id.name.clone());
                let is_asked = |it: &&Object| {
                    it.id.kind == ObjectKind::Function && text.contains(&format!(".{}(", ident(&it.id.name)))
                };
                let asked = objects.iter().filter(is_asked);
                needs
                    .functions
                    .extend(asked.map(|it| format!("{}.{}({})", it.id.schema, it.id.name, it.id.parent)));
            }
        }
        if self.person == Person::Backend {
            needs.policies.clear();
        }
        Ok(needs)
    }
}
