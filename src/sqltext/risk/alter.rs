//! `ALTER TABLE`, action by action: what scans or rewrites the table under its lock, and what drops data.

use super::{Own, Reason, shown};
use crate::plan::RiskLevel::{Destroys, Locks};
use crate::sqltext::object::{added_column, table};
use crate::sqltext::reader::Reader;
use crate::sqltext::token::Shape;

pub(super) fn reasons(words: &mut Reader<'_>, own: &Own) -> Vec<Reason> {
    match words.any(&["table", "type", "foreign"]) {
        Some("table") => {}
        Some("foreign") if words.word("table") => {}
        Some("type") => return dropped_attributes(words),
        _ => return Vec::new(),
    }
    match table(words) {
        Some(table) if !own.has(&table) => {
            let name = shown(&table);
            words.items().into_iter().filter_map(|action| reason(action, &name)).collect()
        }
        _ => Vec::new(),
    }
}

fn reason(action: &str, table: &str) -> Option<Reason> {
    let mut words = Reader::new(action);
    let all = Reader::new(action);
    let locks = |what: &str| Some((Locks, format!("{what} {table}")));
    if let Some(column) = added_column(&mut words.clone()) {
        let column = column.as_str();
        let cost = column_cost(&all)?;
        return Some((Locks, format!("adds column `{column}` to {table} {cost}")));
    }
    match words.keyword()?.as_str() {
        "add" => {
            let is_cheap = all.has(&["not", "valid"]) || all.has(&["using", "index"]);
            (!is_cheap)
                .then(|| (Locks, format!("adds a constraint and checks all rows of {table} under its lock")))
        }
        "drop" if !words.sees("constraint") => {
            words.word("column");
            words.words(&["if", "exists"]);
            Some((Destroys, format!("drops column `{}` of {table}", words.ident()?.as_str())))
        }
        "alter" => altered_column(&mut words, table),
        "set" if words.any(&["logged", "unlogged", "tablespace"]).is_some() => locks("rewrites"),
        "set" if words.words(&["access", "method"]) => locks("rewrites"),
        "attach" => locks("attaches a partition and checks all its rows under the lock of"),
        "detach" if !all.has(&["concurrently"]) => locks("detaches a partition under the exclusive lock of"),
        _ => None,
    }
}

fn altered_column(words: &mut Reader<'_>, table: &str) -> Option<Reason> {
    if words.sees("constraint") {
        return None;
    }
    words.word("column");
    let column = words.ident()?;
    let column = column.as_str();
    if words.word("type") || words.words(&["set", "data", "type"]) {
        Some((Destroys, format!("changes the type of `{column}` and may rewrite {table}")))
    } else if words.words(&["set", "not", "null"]) {
        Some((Locks, format!("checks that no row of {table} has a null `{column}`, under its lock")))
    } else if words.words(&["set", "expression"]) {
        Some((Destroys, format!("computes `{column}` anew and rewrites {table}")))
    } else {
        None
    }
}

/// Why adding this column takes longer than a moment, if it does.
fn column_cost(column: &Reader<'_>) -> Option<&'static str> {
    let has = |keywords: &[&str]| column.has(keywords);
    if is_filled_by_the_server(column) {
        Some("and rewrites it")
    } else if has_volatile_default(column) {
        Some("with a default that is computed row by row, and rewrites it")
    } else if has(&["primary", "key"]) || has(&["unique"]) {
        Some("and builds an index under its lock")
    } else if has(&["check"]) || has(&["references"]) {
        Some("with a constraint that is checked under its lock")
    } else {
        None
    }
}

/// Whether adding this column writes every row anew.
pub(in crate::sqltext) fn rewrites(column: &Reader<'_>) -> bool {
    is_filled_by_the_server(column) || has_volatile_default(column)
}

fn is_filled_by_the_server(column: &Reader<'_>) -> bool {
    let has = |keywords: &[&str]| column.has(keywords);
    has(&["stored"])
        || has(&["as", "identity"])
        || ["serial", "bigserial", "smallserial"].iter().any(|it| has(&[it]))
}

/// Whether the default calls a function that is not known to give every row the same value.
fn has_volatile_default(column: &Reader<'_>) -> bool {
    const STABLE: [&str; 8] = [
        "now",
        "transaction_timestamp",
        "statement_timestamp",
        "current_setting",
        "array",
        "row",
        "numeric",
        "varchar",
    ];
    let mut words = column.clone();
    if !words.seek(&["default"]) {
        return false;
    }
    while let Some(token) = words.next() {
        let is_call = matches!(token.shape, Shape::Word | Shape::Quoted) && words.sees_symbol(b'(');
        let ends_default =
            ["check", "references", "key", "unique"].iter().any(|it| words.is_word(&token, it));
        if ends_default {
            return false;
        }
        if is_call && !STABLE.iter().any(|it| words.is_word(&token, it)) {
            return true;
        }
    }
    false
}

fn dropped_attributes(words: &mut Reader<'_>) -> Vec<Reason> {
    let Some(name) = words.name() else { return Vec::new() };
    let dropped =
        words.items().into_iter().filter(|action| Reader::new(action).words(&["drop", "attribute"]));
    dropped.map(|_| (Destroys, format!("drops an attribute of type {}", shown(&name)))).collect()
}
