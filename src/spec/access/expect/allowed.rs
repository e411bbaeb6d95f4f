//! An entry of the matrix: `rcu`, `-`, `ru(read_at)`.

use crate::model::access::{Allowed, Letters, Operation};
use std::collections::{BTreeMap, BTreeSet};

/// Reads an entry; `None` when it says nothing that is understood.
pub(super) fn parse(text: &str) -> Option<Allowed> {
    let text = text.trim();
    match text {
        "-" | "" => return Some(Allowed::default()),
        "all" => return Some(Allowed(Operation::ALL.into_iter().map(|it| (it, Letters::Some)).collect())),
        _ => {}
    }
    let mut allowed = BTreeMap::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let operation = Operation::of_letter(letter)?;
        rest = rest[1..].trim_start();
        let letters = match rest.strip_prefix('(') {
            None => Letters::Some,
            Some(inside) => {
                let (columns, after) = inside.split_once(')')?;
                rest = after.trim_start();
                let columns: BTreeSet<String> = columns.split(',').map(|it| it.trim().to_owned()).collect();
                if operation == Operation::Delete || columns.contains("") {
                    return None;
                }
                Letters::Columns(columns)
            }
        };
        if allowed.insert(operation, letters).is_some() {
            return None;
        }
    }
    Some(Allowed(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        assert_eq!(parse("-"), Some(Allowed::default()));
        assert_eq!(parse("all").unwrap().0.len(), 4);
        let narrowed = parse("r(id, email) u(read_at)d").unwrap().0;
        assert_eq!(narrowed[&Operation::Select], Letters::Columns(["id", "email"].map(str::to_owned).into()));
        assert_eq!(narrowed[&Operation::Delete], Letters::Some);
        for wrong in ["x", "rr", "r(", "r()", "d(id)", "r-"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
