//! Facts as the holes of a statement. Texts that are SQL are so on the wanted side alone.

use crate::render::sql::Sql;
use crate::snapshot::Object;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Facts that are SQL which PostgreSQL wrote.
const SQL: [&str; 17] = [
    "type",
    "collation",
    "default",
    "expression",
    "using",
    "check",
    "definition",
    "bound",
    "partition_by",
    "subtype",
    "where",
    "sql",
    "arguments",
    "step",
    "state",
    "final",
    "combine",
];

/// All facts that statements ask for: one that an object lacks is null.
const KNOWN: [&str; 60] = [
    "in",
    "version",
    "labels",
    "type",
    "default",
    "not_null",
    "collation",
    "attributes",
    "subtype",
    "start",
    "increment",
    "min",
    "max",
    "cache",
    "cycle",
    "unlogged",
    "owned_by",
    "form",
    "row_security",
    "force_row_security",
    "replica_identity",
    "replica_index",
    "options",
    "partition_by",
    "bound",
    "inherits",
    "server",
    "generated",
    "expression",
    "identity",
    "identity_options",
    "storage",
    "usual_storage",
    "compression",
    "definition",
    "valid",
    "clustered",
    "enabled",
    "arguments",
    "aggregate",
    "parallel",
    "sql",
    "command",
    "permissive",
    "roles",
    "using",
    "check",
    "all_tables",
    "operations",
    "via_root",
    "tables",
    "schemas",
    "event",
    "tags",
    "schema",
    "function",
    "name",
    "public",
    "file_size_limit",
    "allowed_mime_types",
];

/// A fact, ready for a hole.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Hole {
    /// SQL, which needs no filter.
    Sql(Sql),
    /// Named values.
    Map(BTreeMap<String, Hole>),
    /// Several values.
    List(Vec<Hole>),
    /// A value, which needs a filter.
    Plain(Value),
}

/// What statements are given of an object. Only the wanted side's texts are trusted to be SQL.
pub(super) fn holes(object: Option<&Object>, trusted: bool) -> BTreeMap<String, Hole> {
    let mut holes: BTreeMap<String, Hole> =
        KNOWN.into_iter().map(|name| (name.to_owned(), Hole::Plain(Value::Null))).collect();
    for (name, value) in object.into_iter().flat_map(|object| &object.facts) {
        let name = name.trim_start_matches('@');
        let value = match name {
            "inherits" => named(value, ["schema", "name"]),
            "attributes" => named(value, ["name", "type"]),
            _ => value.clone(),
        };
        holes.insert(name.to_owned(), hole(name, &value, trusted));
    }
    if let Some(Hole::Map(aggregate)) = holes.get_mut("aggregate") {
        let has_initial = aggregate.contains_key("initial");
        for name in ["final", "combine", "initial"] {
            aggregate.entry(name.to_owned()).or_insert(Hole::Plain(Value::Null));
        }
        aggregate.insert("has_initial".to_owned(), Hole::Plain(has_initial.into()));
    }
    holes
}

fn hole(name: &str, value: &Value, trusted: bool) -> Hole {
    match value {
        Value::String(text) if trusted && SQL.contains(&name) => Hole::Sql(Sql::trusted(text)),
        Value::Array(list) => Hole::List(list.iter().map(|value| hole(name, value, trusted)).collect()),
        Value::Object(map) => {
            let mut map: BTreeMap<String, Hole> =
                map.iter().map(|(name, value)| (name.clone(), hole(name, value, trusted))).collect();
            if name == "tables" {
                for name in ["columns", "where"] {
                    map.entry(name.to_owned()).or_insert(Hole::Plain(Value::Null));
                }
            }
            Hole::Map(map)
        }
        other => Hole::Plain(other.clone()),
    }
}

/// Pairs with names.
fn named(pairs: &Value, names: [&str; 2]) -> Value {
    let pair = |pair: &Value| {
        names
            .iter()
            .enumerate()
            .map(|(at, name)| ((*name).to_owned(), pair[at].clone()))
            .collect::<serde_json::Map<_, _>>()
    };
    pairs.as_array().into_iter().flatten().map(pair).map(Value::Object).collect()
}
