//! A foreign key is added and checked at once.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::reader::Reader;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let (mut words, all) = (Reader::new(action), Reader::new(action));
        if !words.word("add") || all.has(&["not", "valid"]) {
            return None;
        }
        if words.word("constraint") {
            words.ident()?;
        }
        words.words(&["foreign", "key"]).then(|| {
            Fault::new(
                format!("checks all rows of {table}, while nobody can write it or the table that it refers to"),
                "add it `not valid`, and `validate constraint` in a later migration",
            )
        })
    })
}
