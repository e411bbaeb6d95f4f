//! Who a rule lets do what: people against people, columns against columns.

use crate::model::access::{Atom, CatalogRelation, Condition, Operation, Rule, Table, Who};
use std::collections::BTreeSet;

/// Whether what a rule gives reaches a person: everybody who is signed in has a role.
pub(super) fn reaches(rule: &Rule, who: &Who) -> bool {
    rule.who.contains(who) || (matches!(who, Who::Role(_)) && rule.who.contains(&Who::SignedIn))
}

/// Whether anyone can be meant: not only people whom somebody gave a role.
pub(super) fn is_for_anyone(rule: &Rule) -> bool {
    rule.who.iter().any(|who| !matches!(who, Who::Role(_)))
}

/// The columns that a rule lets people write.
pub(super) fn written<'a>(relation: &'a CatalogRelation, table: &Table, rule: &Rule) -> Vec<&'a str> {
    let columns = relation.columns.iter().filter(|column| !column.made).map(|column| column.name.as_str());
    columns
        .filter(|name| !table.freeze.contains(*name))
        .filter(|name| rule.cols.as_ref().is_none_or(|cols| cols.contains(*name)))
        .collect()
}

/// What holds of a row after an operation.
pub(super) fn afterwards(rule: &Rule, operation: Operation) -> &[Atom] {
    match (operation, &rule.after) {
        (Operation::Update, Some(after)) => after,
        _ => &rule.rows,
    }
}

/// Columns that conditions hold to values that are the person's own, or to one value.
pub(super) fn pinned(atoms: &[Atom]) -> BTreeSet<&str> {
    let pinned = |atom: &'_ Atom| {
        use Condition::{In, Is, Open, Own};
        matches!(atom.condition, Own { .. } | In { .. } | Is { wanted: true, .. } | Open { wanted: true, .. })
    };
    atoms.iter().filter(|atom| pinned(atom)).flat_map(|atom| atom.condition.columns()).collect()
}

/// Whether values of a column say which rows belong together, rather than how a row is.
pub(super) fn is_id(relation: &CatalogRelation, column: &str) -> bool {
    relation.column(column).is_some_and(|it| ["uuid", "bigint", "integer"].contains(&it.kind.as_str()))
}

/// Whether a rule is about rows of the person's own.
pub(super) fn is_bounded(rule: &Rule) -> bool {
    rule.rows.iter().any(|atom| atom.condition.is_selective())
}
