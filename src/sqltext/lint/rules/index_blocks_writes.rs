//! An index is built while its table cannot be written.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::risk::index;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let mut words = look.words();
    let reason = if words.word("create") { index(&mut words, look.own) } else { None };
    let fault = |(_, what): (_, String)| {
        Fault::new(what, "write `create index concurrently`, with `-- no-transaction` on the first line of a file of its own")
    };
    reason.into_iter().map(fault).collect()
}
