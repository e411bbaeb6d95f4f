//! Commands that work on a whole table or index while they hold its lock.

use super::{Own, Reason, shown};
use crate::plan::RiskLevel::{Destroys, Locks};
use crate::sqltext::object::table;
use crate::sqltext::reader::Reader;

pub(super) fn reason(command: &str, words: &mut Reader<'_>, own: &Own) -> Option<Reason> {
    match command {
        "create" => index(words, own),
        "lock" => {
            words.word("table");
            let table = table(words).filter(|table| !own.has(table))?;
            Some((Locks, format!("locks {}", shown(&table))))
        }
        "vacuum" => full(words).then(|| (Locks, "rewrites tables under their exclusive lock".to_owned())),
        "cluster" | "repack" => Some((Locks, "rewrites a table under its exclusive lock".to_owned())),
        "reindex" => Some((Locks, "builds indexes anew while their tables cannot be written".to_owned())),
        "refresh" if words.words(&["materialized", "view"]) && !words.word("concurrently") => {
            let view = words.name().filter(|view| !own.has(view))?;
            Some((Locks, format!("fills {} anew while nobody can read it", shown(&view))))
        }
        "merge" if words.seek(&["then", "delete"]) => Some((Destroys, "deletes rows by `MERGE`".to_owned())),
        _ => None,
    }
}

pub(in crate::sqltext) fn index(words: &mut Reader<'_>, own: &Own) -> Option<Reason> {
    words.word("unique");
    if !words.word("index") || words.word("concurrently") {
        return None;
    }
    words.words(&["if", "not", "exists"]);
    if !words.word("on") {
        words.name()?;
        words.word("on");
    }
    let table = table(words).filter(|table| !own.has(table))?;
    Some((Locks, format!("builds an index while {} cannot be written", shown(&table))))
}

/// `VACUUM FULL` or `VACUUM (FULL)`.
fn full(words: &mut Reader<'_>) -> bool {
    words.option("full") || words.word("full")
}
