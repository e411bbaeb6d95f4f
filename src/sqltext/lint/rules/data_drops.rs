//! A table, schema, type or something else that holds data is dropped.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::risk::drop;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let mut words = look.words();
    if !words.word("drop") || words.sees("index") {
        return Vec::new();
    }
    let reason = drop(&mut words, look.own);
    let fault = |(_, what): (_, String)| {
        Fault::new(what, "make a backup and ship the programs that no longer use it; then allow it here, with that as the reason")
    };
    reason.into_iter().map(fault).collect()
}
