//! A table is made, and nobody may use it.

use crate::sqltext::lint::look::{Fault, File};
use crate::sqltext::object::{ObjectKind, creates};
use crate::sqltext::reader::Reader;
use crate::sqltext::risk::{Own, shown};
use crate::sqltext::split::Statement;

pub(super) fn find(file: &File<'_>, statements: &[Statement]) -> Vec<Fault> {
    if file.has_rules {
        return Vec::new();
    }
    let texts = || statements.iter().map(|statement| &file.sql[statement.span.clone()]);
    let made = texts().flat_map(creates).filter(|object| object.kind == ObjectKind::Table).map(|object| object.name);
    let in_public = made.filter(|table| table.schema.as_ref().is_none_or(|schema| schema.as_str() == "public"));
    let given: Vec<Own> = texts().map(granted).collect();
    let gives_all = texts().any(|text| Reader::new(text).sees("grant") && Reader::new(text).has(&["all", "tables", "in", "schema"]));
    let fault = |table: crate::model::Qualified| {
        let name = shown(&table);
        Fault::new(
            format!("makes {name}, and grants nobody a right on it"),
            format!("say who uses it: `grant select on {} to authenticated`; or write access rules, which give grants and policies together", name.trim_matches('`')),
        )
    };
    in_public.filter(|table| !gives_all && !given.iter().any(|own| own.has(table))).map(fault).collect()
}

/// The tables that a `grant` or `revoke` is about: either shows that somebody thought of them.
fn granted(text: &str) -> Own {
    let mut words = Reader::new(text);
    if words.any(&["grant", "revoke"]).is_none() || !words.seek(&["on"]) {
        return Own::default();
    }
    words.word("table");
    let tables = words.until(&["to", "from"]);
    tables.items().into_iter().filter_map(|item| Reader::new(item).name()).collect()
}
