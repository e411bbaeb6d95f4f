//! Differences in words.

use super::{Change, Difference, Drift, Kind, Undo};
use crate::finding::Finding;
use serde_json::Value;
use std::cmp::Reverse;

/// Longer values are cut in messages; the JSON form has them whole.
const SHOWN: usize = 300;

/// What is told of how two snapshots differ, the worst first, each with the SQL that undoes it.
pub fn findings<'a>(drift: &'a Drift, undo: &Undo) -> Vec<(&'a Difference, Finding)> {
    let mut told: Vec<&Difference> = drift.told().collect();
    told.sort_by_key(|difference| Reverse(difference.severity));
    let fixes = undo.by_object();
    let with_fix =
        |difference| (difference, finding(difference, fixes.get(&difference.id).map(String::as_str)));
    told.into_iter().map(with_fix).collect()
}

/// A difference as a finding.
pub fn finding(difference: &Difference, fix: Option<&str>) -> Finding {
    let object = difference.id.to_string();
    let message = match &difference.change {
        Change::Missing => format!("`{object}` is missing"),
        Change::Extra => format!("`{object}` is not wanted"),
        Change::Fact(fact) => {
            let fact = fact.replace('_', " ");
            format!(
                "`{object}`: {fact} is {}, wanted is {}",
                shown(&difference.found),
                shown(&difference.wanted)
            )
        }
    };
    let finding = Finding::note(rule(difference), object, message).severity(difference.severity);
    match fix {
        Some(sql) => finding.fix(sql),
        None => finding,
    }
}

/// The stable name of a kind of difference.
const fn rule(difference: &Difference) -> &'static str {
    match (&difference.change, difference.id.kind) {
        (_, Kind::Policy) => "drift-policy",
        (_, Kind::DefaultPrivileges) => "drift-default-privileges",
        (_, Kind::Role) => "drift-role",
        (Change::Missing, _) => "drift-missing",
        (Change::Extra, _) => "drift-extra",
        (Change::Fact(_), _) => "drift-changed",
    }
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => return "absent".to_owned(),
        Value::String(text) if text.is_empty() => return "empty".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => return "on".to_owned(),
        Value::Bool(false) => return "off".to_owned(),
        Value::Object(map) if map.is_empty() => return "none".to_owned(),
        Value::Array(list) if list.is_empty() => return "none".to_owned(),
        Value::Object(map) => {
            let pair = |(key, value): (&String, &Value)| format!("{key}: {}", inner(value));
            map.iter().map(pair).collect::<Vec<_>>().join("; ")
        }
        other => inner(other),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

fn inner(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(inner).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let pair = |(key, value): (&String, &Value)| format!("{key} {}", inner(value));
            map.iter().map(pair).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
