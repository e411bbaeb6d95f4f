//! How an object that both sides have is brought to what is wanted.

use crate::snapshot::{Kind, Object};
use serde_json::Value;
use std::collections::BTreeSet;

/// How.
pub(super) enum Way {
    /// In place.
    Alter,
    /// Dropped and made again.
    Replace,
    /// Not at all, and why.
    Refuse(String),
}

/// Which way these facts ask for.
pub(super) fn way(wanted: &Object, found: &Object, facts: &BTreeSet<String>) -> Way {
    let has = |names: &[&str]| names.iter().any(|name| facts.contains(*name));
    let replaced = match wanted.kind {
        Kind::Policy => has(&["command", "permissive", "roles", "using", "check"]),
        Kind::Constraint | Kind::DomainConstraint => {
            has(&["definition"]) || has(&["valid"]) && wanted.fact("valid") == false
        }
        Kind::Index => has(&["definition", "valid"]),
        Kind::Trigger | Kind::Rule | Kind::View | Kind::MaterializedView | Kind::Statistics => {
            has(&["definition"])
        }
        Kind::EventTrigger => has(&["event", "tags", "schema", "function"]),
        Kind::Function => {
            has(&["form", "arguments", "returns", "aggregate", "window"])
                || wanted.text("form") == Some("aggregate") && has(&["parallel"])
        }
        Kind::Column => has(&["generated", "expression"]),
        Kind::Domain => has(&["type", "collation"]),
        Kind::Publication => has(&["all_tables"]),
        _ => false,
    };
    if replaced {
        return Way::Replace;
    }
    match wanted.kind {
        Kind::Table if has(&["form", "partition_by", "server"]) => {
            Way::Refuse("a table's rows would have to be moved into a new one".to_owned())
        }
        Kind::Range if has(&["subtype"]) => Way::Refuse("a range's type cannot be changed".to_owned()),
        Kind::Enum if has(&["labels"]) => labels(wanted, found),
        Kind::Composite if has(&["attributes"]) && !grows(wanted, found) => {
            Way::Refuse("attributes can only be added behind those that are there".to_owned())
        }
        Kind::Extension if has(&["version"]) && numbers(wanted) < numbers(found) => {
            Way::Refuse("extensions are updated, and have no way back".to_owned())
        }
        _ => Way::Alter,
    }
}

/// Values can be added and renamed; PostgreSQL takes none away, and moves none.
fn labels(wanted: &Object, found: &Object) -> Way {
    let (wanted, found) = (list(wanted.fact("labels")), list(found.fact("labels")));
    if super::label::changes(&wanted, &found).is_some() {
        return Way::Alter;
    }
    let extra: Vec<&str> = found.iter().filter(|label| !wanted.contains(label)).copied().collect();
    let why = if extra.is_empty() {
        "its values stand in another order".to_owned()
    } else {
        format!("PostgreSQL cannot take away the value {}", extra.join(", "))
    };
    Way::Refuse(why)
}

/// Whether taking attributes away and adding others at the end leads to the wanted ones.
fn grows(wanted: &Object, found: &Object) -> bool {
    let names = |object: &Object| -> Vec<Value> {
        object
            .fact("attributes")
            .as_array()
            .into_iter()
            .flatten()
            .map(|attribute| attribute[0].clone())
            .collect()
    };
    let (wanted, found) = (names(wanted), names(found));
    let kept: Vec<&Value> = found.iter().filter(|name| wanted.contains(name)).collect();
    wanted.iter().take(kept.len()).eq(kept)
}

/// A version as PostgreSQL's own extensions write it.
fn numbers(extension: &Object) -> Vec<u64> {
    let version = extension.text("version").unwrap_or_default();
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// The texts of a list.
pub(super) fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
