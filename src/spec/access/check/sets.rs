//! Sets that rules and sets name are there, and no set needs itself.

use super::super::meant;
use crate::failure::Result;
use crate::model::access::{Access, Condition, Rule, Spot};
use crate::sqltext::Piece;

pub(super) fn known(access: &Access) -> Result<()> {
    let missing = |name: &str, spot: &Spot| {
        let known: Vec<&str> = access.sets.keys().map(String::as_str).collect();
        let failure = access.sources.fault(spot, format!("there is no set `{name}`"));
        Err(failure.hint(meant(name, &known, "set")))
    };
    let of_tables = access.tables.values().flat_map(|table| &table.rules);
    let of_buckets = access.buckets.values().flat_map(|bucket| &bucket.rules);
    for atom in of_tables.chain(of_buckets).flat_map(atoms) {
        match &atom.condition {
            Condition::In { set, .. } | Condition::SetFolder { set } if !access.sets.contains_key(set) => {
                return missing(set, &atom.spot);
            }
            Condition::Expression { name, expression } => {
                if let Some(Piece::Set(set)) =
                    expression.pieces.iter().find(|piece| matches!(piece, Piece::Set(_)))
                {
                    let failure =
                        access.sources.fault(&atom.spot, format!("expression `{name}` reads set `{set}`"));
                    return Err(failure.hint(format!("write `{set}:column` in the rule beside `sql:{name}`")));
                }
            }
            _ => {}
        }
    }
    for set in access.sets.values() {
        if let Some(name) = set.uses().find(|name| !access.sets.contains_key(*name)) {
            return missing(name, &set.spot);
        }
    }
    Ok(())
}

fn atoms(rule: &Rule) -> impl Iterator<Item = &crate::model::access::Atom> {
    rule.rows.iter().chain(rule.after.iter().flatten())
}

pub(super) fn acyclic(access: &Access) -> Result<()> {
    for name in access.sets.keys() {
        if let Some(path) = cycle(access, name, &mut vec![name.as_str()]) {
            return Err(access
                .sources
                .fault(&access.sets[name].spot, format!("set `{name}` needs itself"))
                .because(path.join(" reads "))
                .hint("say one of these sets without the others"));
        }
    }
    Ok(())
}

/// The way from a set back to itself. Sets are few, so every way is walked; a way never visits a set twice.
fn cycle<'a>(access: &'a Access, start: &str, path: &mut Vec<&'a str>) -> Option<Vec<&'a str>> {
    let last = access.sets.get(*path.last()?)?;
    for next in last.uses() {
        if next == start {
            return Some([&path[..], &[next]].concat());
        }
        if path.contains(&next) {
            continue;
        }
        path.push(next);
        if let Some(found) = cycle(access, start, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}
