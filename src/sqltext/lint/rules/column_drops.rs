//! A column is dropped.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::reader::Reader;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let mut words = Reader::new(action);
        if !words.word("drop") || words.sees("constraint") {
            return None;
        }
        words.word("column");
        words.words(&["if", "exists"]);
        let column = words.ident()?;
        Some(Fault::new(
            format!("drops column `{}` of {table}: its data is gone, and programs that still name it fail", column.as_str()),
            "ship the programs that no longer name it first; then allow it here, with that as the reason",
        ))
    })
}
