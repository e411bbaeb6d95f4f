//! What conditions mean for one another, as far as they say so themselves.

use crate::model::access::{Access, Atom, Condition};
use crate::sqltext::Piece;

/// Whether every row that matches all of `narrow` matches all of `wide`.
pub(super) fn within(access: &Access, narrow: &[Atom], wide: &[Atom]) -> bool {
    wide.iter().all(|wide| narrow.iter().any(|it| implies(access, &it.condition, &wide.condition)))
}

/// Whether no row matches both.
pub(super) fn exclude(one: &Condition, other: &Condition) -> bool {
    use Condition::{Flag, Is, Open};
    let excludes = |one: &Condition, other: &Condition| match (one, other) {
        (Flag { column: a, wanted: true }, Flag { column: b, wanted: false }) => a == b,
        (Is { column: a, value: x, wanted: true }, Is { column: b, value: y, wanted }) => {
            a == b && (x == y) != *wanted
        }
        (known, Open { column, wanted: true }) => is_not_null(known, column),
        _ => false,
    };
    excludes(one, other) || excludes(other, one)
}

/// Whether the first holding means that the second holds.
fn implies(access: &Access, one: &Condition, other: &Condition) -> bool {
    use Condition::{In, Is, Open};
    match (one, other) {
        (one, other) if one == other => true,
        (Is { column: a, value: x, wanted: true }, Is { column: b, value: y, wanted: false }) => {
            a == b && x != y
        }
        (In { set: narrow, column: a }, In { set: wide, column: b }) => {
            a == b && is_subset(access, narrow, wide)
        }
        (known, Open { column, wanted: false }) => is_not_null(known, column),
        _ => false,
    }
}

fn is_not_null(condition: &Condition, column: &str) -> bool {
    match condition {
        Condition::Own { column: known }
        | Condition::In { column: known, .. }
        | Condition::Flag { column: known, .. }
        | Condition::Is { column: known, .. }
        | Condition::Open { column: known, wanted: false } => known == column,
        _ => false,
    }
}

/// Whether a set is another one with `and …` behind it.
fn is_subset(access: &Access, narrow: &str, wide: &str) -> bool {
    let text = |name: &str| access.sets.get(name).map(|set| written(&set.query.pieces));
    match (text(narrow), text(wide)) {
        (Some(narrow), Some(wide)) => {
            let further = narrow.strip_prefix(&wide).map(str::trim_start);
            wide.contains(" where ") && further.is_some_and(|further| further.starts_with("and "))
        }
        _ => false,
    }
}

/// A query as it was written, blanks put together.
pub(super) fn written(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Uid => "@uid".to_owned(),
        Piece::Role => "@role".to_owned(),
        Piece::Set(name) => format!("@{name}"),
    };
    let text: String = pieces.iter().map(text).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
