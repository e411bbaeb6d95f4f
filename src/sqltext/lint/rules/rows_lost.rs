//! All rows of a table are emptied, deleted or overwritten.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::risk::{truncate, without_where};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let mut words = look.words();
    let reasons = match words.keyword().as_deref() {
        Some("truncate") => truncate(&mut words, look.own),
        Some("delete" | "update" | "with") => without_where(look.text, look.own),
        _ => Vec::new(),
    };
    let fault = |(_, what)| Fault::new(what, "say which rows with `where`; or allow it here, with the reason");
    reasons.into_iter().map(fault).collect()
}
