//! Functions that policies ask: the person's id and role, key ranges, sets of ids. Only what something uses.

use super::{Emitter, Name, id};
use crate::access::{Object, Section, Words};
use crate::failure::Result;
use crate::model::access::{ObjectKind, Platform, Set};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

/// The ends of the ranges: type, name of the function, what end, value.
const BOUNDS: [(&str, &str, &str, &str); 8] = [
    ("uuid", "lowest_uuid", "lowest", "00000000-0000-0000-0000-000000000000"),
    ("uuid", "highest_uuid", "highest", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ("bigint", "lowest_bigint", "lowest", "-9223372036854775808"),
    ("bigint", "highest_bigint", "highest", "9223372036854775807"),
    ("integer", "lowest_integer", "lowest", "-2147483648"),
    ("integer", "highest_integer", "highest", "2147483647"),
    // Texts have no value to write here: the template knows the empty one, and the last character that there is.
    ("text", "lowest_text", "lowest", ""),
    ("text", "highest_text", "highest", ""),
];

#[derive(Serialize)]
struct Rights<'a> {
    schema: &'a str,
    name: &'a str,
    arguments: &'a str,
    clients: Vec<String>,
    readers: Vec<String>,
}

impl Emitter<'_> {
    /// What policies and the sets themselves ask. `closed`, the tables and buckets, are read to see which.
    pub(super) fn helpers(&self, closed: &[&Object]) -> Result<Vec<Object>> {
        let helpers = &self.access.settings.helpers;
        let mut objects = vec![self.schema(helpers)];
        if self.access.settings.platform == Platform::Postgres {
            #[derive(Serialize)]
            struct Context<'a> {
                helpers: &'a str,
            }
            let body = render(File::AccessUid, Context { helpers });
            objects.push(self.function(helpers, "uid", "", &body, &self.everyone()));
        }
        objects.extend(self.app_role());
        objects.extend(self.bounds(closed));
        for (name, set) in self.ordered_sets() {
            objects.push(self.set(name, set));
        }
        Ok(objects)
    }

    fn schema(&self, helpers: &str) -> Object {
        #[derive(Serialize)]
        struct Context<'a> {
            helpers: &'a str,
            readers: Vec<String>,
        }
        let context = Context { helpers, readers: self.callers() };
        Object {
            id: id(ObjectKind::Schema, "", "", helpers),
            section: Section::Helpers,
            table: None,
            create: Sql::trusted(render(File::AccessHelpers, context).trim()),
            change: None,
            why: String::new(),
        }
    }

    /// Who asks helpers: clients that have policies, and the backend, which may want to know.
    fn callers(&self) -> Vec<String> {
        let settings = &self.access.settings;
        let readers = settings.anon.iter().chain([&settings.signed_in, &settings.service]);
        readers.filter(|role| self.is_there(role)).cloned().collect()
    }

    /// A function with its rights.
    pub(super) fn function(
        &self,
        schema: &str,
        name: &str,
        arguments: &str,
        body: &str,
        readers: &[String],
    ) -> Object {
        let clients = self.everyone();
        let rights = Rights { schema, name, arguments, clients, readers: readers.to_vec() };
        let text = format!("{};{}", body.trim().trim_end_matches(';'), render(File::AccessRights, rights));
        Object {
            id: id(ObjectKind::Function, schema, arguments, name),
            section: Section::Helpers,
            table: None,
            create: Sql::trusted(text.trim()),
            change: None,
            why: String::new(),
        }
    }

    fn app_role(&self) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            helpers: &'a str,
            table: Name<'a>,
            column: &'a str,
            person: &'a str,
            base: &'a str,
            uid: Sql,
            alias: Option<Name<'a>>,
        }
        let Some(roles) = &self.access.roles else { return Vec::new() };
        let helpers = &self.access.settings.helpers;
        let context = Context {
            helpers,
            table: Name::from(&roles.table),
            column: &roles.column,
            person: &roles.person,
            base: &roles.base,
            uid: Words::new(self.access).uid(),
            alias: roles.alias.as_ref().map(Name::from),
        };
        let callers = self.callers();
        let body = render(File::AccessAppRole, &context);
        let mut objects = vec![self.function(helpers, "app_role", "", &body, &callers)];
        if let Some(alias) = &roles.alias {
            let body = render(File::AccessAlias, &context);
            objects.push(self.function(&alias.schema, &alias.name, "", &body, &callers));
        }
        objects
    }

    fn bounds(&self, closed: &[&Object]) -> Vec<Object> {
        #[derive(Serialize)]
        struct Context<'a> {
            helpers: &'a str,
            name: &'a str,
            end: &'a str,
            r#type: &'a str,
            value: &'a str,
        }
        let helpers = &self.access.settings.helpers;
        let is_asked = |name: &str| closed.iter().any(|object| object.create.as_str().contains(name));
        let asked = BOUNDS.iter().filter(|(_, name, _, _)| is_asked(name));
        asked
            .map(|(r#type, name, end, value)| {
                let body = render(File::AccessBound, Context { helpers, name, end, r#type, value });
                self.function(helpers, name, "text[]", &body, &self.callers())
            })
            .collect()
    }

    /// Sets after those that they read.
    fn ordered_sets(&self) -> Vec<(&str, &Set)> {
        let mut ordered: Vec<(&str, &Set)> = Vec::new();
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        // There are no cycles, so each round places at least one.
        while placed.len() < self.access.sets.len() {
            let before = placed.len();
            for (name, set) in &self.access.sets {
                if !placed.contains(name.as_str()) && set.uses().all(|used| placed.contains(used)) {
                    ordered.push((name, set));
                    placed.insert(name);
                }
            }
            if placed.len() == before {
                break;
            }
        }
        ordered
    }

    fn set(&self, name: &str, set: &Set) -> Object {
        #[derive(Serialize)]
        struct Context<'a> {
            helpers: &'a str,
            name: &'a str,
            r#type: &'a str,
            definer: bool,
            query: Sql,
        }
        let helpers = &self.access.settings.helpers;
        let query = Words::new(self.access).query(&set.query);
        // Without a table there is nothing to read with its owner's rights.
        let definer = !set.query.tables.is_empty() || set.uses().next().is_some();
        let context = Context { helpers, name, r#type: &set.kind, definer, query };
        self.function(helpers, name, "", &render(File::AccessSet, context), &self.callers())
    }
}
