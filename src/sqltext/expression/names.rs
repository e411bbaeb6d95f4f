//! The tables and columns that an expression names.

use squawk_syntax::{SyntaxKind, SyntaxNode};
use std::collections::BTreeSet;

/// A column as it is written: with the table or alias before it, or bare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// What stands before the point.
    pub of: Option<String>,
    /// The column.
    pub name: String,
}

#[derive(Default)]
pub(super) struct Names {
    pub(super) tables: BTreeSet<(Option<String>, String)>,
    pub(super) columns: BTreeSet<Column>,
    pub(super) has_query: bool,
}

pub(super) fn of(root: &SyntaxNode) -> Names {
    let mut names = Names::default();
    let common: BTreeSet<String> =
        root.descendants().filter(|it| it.kind() == SyntaxKind::CTE_NAME).map(|it| folded(&it)).collect();
    for node in root.descendants() {
        match node.kind() {
            SyntaxKind::SELECT | SyntaxKind::COMPOUND_SELECT if !is_stand_in(&node) => names.has_query = true,
            SyntaxKind::RELATION_NAME_REF => names.tables.extend(table(&node, &common)),
            SyntaxKind::NAME_REF => names.columns.extend(column(&node)),
            _ => {}
        }
    }
    names
}

/// What stands in for a hole reads nothing.
fn is_stand_in(node: &SyntaxNode) -> bool {
    node.text() == "select null"
}

fn table(node: &SyntaxNode, common: &BTreeSet<String>) -> Option<(Option<String>, String)> {
    let segments: Vec<String> = node
        .descendants()
        .filter(|it| it.kind() == SyntaxKind::PATH_SEGMENT_REF)
        .map(|it| folded(&it))
        .collect();
    match &segments[..] {
        [name] if common.contains(name) => None,
        [name] => Some((None, name.clone())),
        [schema, name] => Some((Some(schema.clone()), name.clone())),
        _ => None,
    }
}

/// Values that look like columns: reserved words, so a column of that name stands in quotes.
const VALUES: [&str; 12] = [
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "system_user",
    "user",
];

/// `current_date`, and the `unknown` of `is unknown`.
fn is_value(node: &SyntaxNode) -> bool {
    let text = node.text().to_string().to_ascii_lowercase();
    let follows_is = || {
        let mut before = std::iter::successors(node.prev_sibling_or_token(), |it| it.prev_sibling_or_token());
        let before = before.find(|it| it.kind() != SyntaxKind::WHITESPACE).map(|it| it.kind());
        matches!(before, Some(SyntaxKind::IS_KW | SyntaxKind::IS_NOT))
    };
    VALUES.contains(&text.as_str()) || (text == "unknown" && follows_is())
}

fn column(node: &SyntaxNode) -> Option<Column> {
    let parent = node.parent()?;
    if is_value(node) {
        return None;
    }
    match parent.kind() {
        SyntaxKind::CALL_EXPR => None,
        SyntaxKind::FIELD_EXPR => {
            let is_function = parent.parent().is_some_and(|it| it.kind() == SyntaxKind::CALL_EXPR)
                && parent.next_sibling().is_some_and(|it| it.kind() == SyntaxKind::ARG_LIST);
            let first = parent.children().next()?;
            let is_first = first == *node;
            // A field of a composite value: the value's own columns are found inside of it.
            if !matches!(first.kind(), SyntaxKind::NAME_REF | SyntaxKind::FIELD_EXPR) {
                return None;
            }
            let of = (first.kind() == SyntaxKind::NAME_REF).then(|| folded(&first));
            (!is_function && !is_first).then(|| Column { of, name: folded(node) })
        }
        _ => Some(Column { of: None, name: folded(node) }),
    }
}

/// A name as the catalog holds it.
fn folded(node: &SyntaxNode) -> String {
    let text = node.text().to_string();
    match text.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\""),
        None => text.to_ascii_lowercase(),
    }
}
