//! One object of a snapshot: which it is, what it is, and what it needs.

use super::Kind;
use crate::model::ident;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

/// What is known of an object. Facts whose name begins with `@` are for making it, and are not compared.
pub type Facts = Map<String, Value>;

/// Which object.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(from = "(Kind, String, String, String)", into = "(Kind, String, String, String)")]
#[schemars(with = "(Kind, String, String, String)")]
pub struct Id {
    /// What it is.
    pub kind: Kind,
    /// Its schema, or nothing.
    pub schema: String,
    /// The table of a part, the types of a function's arguments, the role of default privileges, or nothing.
    pub parent: String,
    /// Its name.
    pub name: String,
}

impl From<(Kind, String, String, String)> for Id {
    fn from((kind, schema, parent, name): (Kind, String, String, String)) -> Self {
        Self { kind, schema, parent, name }
    }
}

impl From<Id> for (Kind, String, String, String) {
    fn from(id: Id) -> Self {
        (id.kind, id.schema, id.parent, id.name)
    }
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// What it is.
    pub kind: Kind,
    /// Its schema, or nothing.
    pub schema: String,
    /// The table of a part, the types of a function's arguments, the role of default privileges, or nothing.
    pub parent: String,
    /// Its name.
    pub name: String,
    /// What is known of it.
    pub facts: Facts,
    /// The objects that must be there for it.
    pub needs: BTreeSet<Id>,
}

impl Object {
    /// Which it is.
    pub fn id(&self) -> Id {
        Id {
            kind: self.kind,
            schema: self.schema.clone(),
            parent: self.parent.clone(),
            name: self.name.clone(),
        }
    }

    /// A fact, null where it is not known.
    pub fn fact(&self, name: &str) -> &Value {
        self.facts.get(name).unwrap_or(&Value::Null)
    }

    /// A fact that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fact(name).as_str()
    }
}

impl Id {
    /// The relations that it can be a part of.
    pub fn homes(&self) -> impl Iterator<Item = Self> {
        let homes: &[Kind] = match self.kind {
            Kind::DomainConstraint => &[Kind::Domain],
            kind if kind.is_part() => &[Kind::Table, Kind::View, Kind::MaterializedView],
            _ => &[],
        };
        homes.iter().map(|kind| self.home(*kind))
    }

    fn home(&self, kind: Kind) -> Self {
        Self { kind, schema: self.schema.clone(), parent: String::new(), name: self.parent.clone() }
    }

    /// The schema that it is in.
    pub fn space(&self) -> Option<Self> {
        (!self.schema.is_empty()).then(|| Self {
            kind: Kind::Schema,
            schema: String::new(),
            parent: String::new(),
            name: self.schema.clone(),
        })
    }
}

impl fmt::Display for Id {
    /// As a person names it, such as ``policy notes_read on public.notes``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, schema, name) = (self.kind.word(), ident(&self.schema), ident(&self.name));
        let parent = ident(&self.parent);
        match self.kind {
            Kind::Column => write!(f, "{word} {schema}.{parent}.{name}"),
            Kind::DomainConstraint => write!(f, "{word} {name} on domain {schema}.{parent}"),
            Kind::Function => write!(f, "{word} {schema}.{name}({})", self.parent),
            Kind::DefaultPrivileges if self.schema.is_empty() => {
                write!(f, "{word} of {parent} on {}", self.name)
            }
            Kind::DefaultPrivileges => write!(f, "{word} of {parent} on {} in {schema}", self.name),
            kind if kind.is_part() => write!(f, "{word} {name} on {schema}.{parent}"),
            _ if self.schema.is_empty() => write!(f, "{word} {name}"),
            _ => write!(f, "{word} {schema}.{name}"),
        }
    }
}
