//! A snapshot as a file: one JSON document in one form, whoever wrote it.

use super::{Id, Kind, Object};
use crate::failure::{Failure, Place, Result};
use crate::render::json;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The form of a snapshot. It counts up when an older reader would understand a newer file wrongly.
pub const FORMAT: u32 = 1;

/// A database's catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The server's major version.
    pub major: u32,
    /// Who owns the database.
    pub owner: String,
    /// Kinds of objects that could not be looked at.
    pub hidden: BTreeSet<Kind>,
    /// What is there.
    pub objects: BTreeMap<Id, Object>,
}

/// A snapshot as it is written.
#[derive(Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    major: u32,
    owner: String,
    hidden: BTreeSet<Kind>,
    #[serde(default)]
    fingerprint: Option<String>,
    objects: Vec<Object>,
}

#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl Snapshot {
    /// Reads a snapshot. `name` is what messages call it.
    ///
    /// # Errors
    /// When it is cut short, was changed, or has another form.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let unreadable = |why: &dyn std::fmt::Display| {
            Failure::bad_input(format!("`{name}` is not a whole snapshot"))
                .at(Place::file(name))
                .because(why)
                .hint("take it again: `provost drift snapshot --out FILE`")
        };
        let head: Head = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        if head.format != FORMAT {
            return Err(Failure::bad_input(format!("`{name}` is a snapshot of another format"))
                .at(Place::file(name))
                .because(format!("it has format {}, this provost reads {FORMAT}", head.format))
                .hint("take it again with this provost: `provost drift snapshot --out FILE`"));
        }
        let document: Document = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        let Document { major, owner, hidden, fingerprint, objects, .. } = document;
        let mut snapshot = Self { major, owner, hidden, objects: BTreeMap::new() };
        for mut object in objects {
            sort_grants(&mut object);
            if let Some(twice) = snapshot.objects.insert(object.id(), object) {
                return Err(unreadable(&format!("{} is in it twice", twice.id())));
            }
        }
        match fingerprint {
            Some(print) if print != snapshot.fingerprint() => {
                Err(unreadable(&"its fingerprint is not that of its objects: it was edited"))
            }
            _ => Ok(snapshot),
        }
    }

    /// The schema of this name with what stands in it.
    #[must_use]
    pub fn of_schema(mut self, schema: &str) -> Self {
        let is_itself = |id: &Id| id.kind == Kind::Schema && id.name == schema;
        self.objects.retain(|id, _| id.schema == schema || is_itself(id));
        self
    }

    /// Writes it in its canonical form.
    ///
    /// # Errors
    /// Never for a snapshot that was read.
    pub fn text(&self) -> Result<String> {
        json::document(&Document {
            format: FORMAT,
            major: self.major,
            owner: self.owner.clone(),
            hidden: self.hidden.clone(),
            fingerprint: Some(self.fingerprint()),
            objects: self.objects.values().cloned().collect(),
        })
    }

    /// The JSON schema of the form.
    pub fn schema() -> String {
        let schema = serde_json::to_string_pretty(&schemars::schema_for!(Document));
        schema.expect("a schema is plain JSON") + "\n"
    }
}

/// Rights have no order of their own.
fn sort_grants(object: &mut Object) {
    let sort = |roles: &mut Value| {
        let lists = roles.as_object_mut().into_iter().flat_map(|roles| roles.values_mut());
        lists.filter_map(Value::as_array_mut).for_each(|list| {
            list.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
        });
    };
    if let Some(roles) = object.facts.get_mut("grants") {
        sort(roles);
    }
    if let Some(Value::Object(columns)) = object.facts.get_mut("column_grants") {
        columns.values_mut().for_each(sort);
    }
    if let (Kind::Role, Some(Value::Array(groups))) = (object.kind, object.facts.get_mut("member_of")) {
        groups.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    }
}
