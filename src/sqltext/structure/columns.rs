//! The columns in the parentheses of `create table`.

use super::super::reader::Reader;
use super::super::token::Shape;
use std::collections::BTreeSet;

/// What a table's name is followed by, as far as its columns stand there; nothing where they come from elsewhere.
pub(super) fn listed(words: &mut Reader<'_>) -> Option<BTreeSet<String>> {
    let inside = words.group()?;
    // A query names further columns, a parent brings its own.
    if words.has(&["as"]) || words.has(&["inherits"]) {
        return None;
    }
    let mut columns = BTreeSet::new();
    if !inside.is_at_end() {
        for item in inside.items() {
            columns.extend(column(&mut Reader::new(item))?);
        }
    }
    Some(columns)
}

/// The column of one item: none in a constraint, and nothing where the item brings columns that it does not name.
fn column(item: &mut Reader<'_>) -> Option<Option<String>> {
    // All but the last are reserved words; a column may be called `exclude`, and then a type follows.
    const CONSTRAINTS: &[&str] = &["constraint", "check", "unique", "primary", "foreign", "not"];
    let is_constraint = item.any(CONSTRAINTS).is_some() || {
        let mut ahead = item.clone();
        ahead.word("exclude") && (ahead.sees("using") || ahead.sees_symbol(b'('))
    };
    if is_constraint {
        return Some(None);
    }
    let is_name = item.peek().is_some_and(|token| matches!(token.shape, Shape::Word | Shape::Quoted));
    if !is_name || item.word("like") {
        return None;
    }
    Some(Some(item.ident()?.as_str().to_owned()))
}
