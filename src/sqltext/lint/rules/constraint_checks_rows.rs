//! A constraint is added and checked at once.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::reader::Reader;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let (mut words, all) = (Reader::new(action), Reader::new(action));
        if !words.word("add") || all.has(&["not", "valid"]) || all.has(&["using", "index"]) {
            return None;
        }
        if words.word("constraint") {
            words.ident()?;
        }
        match words.any(&["check", "unique", "primary", "exclude"])? {
            "check" => Some(Fault::new(
                format!("checks all rows of {table} while nobody can write it"),
                "add the check `not valid`, and `validate constraint` in a later migration",
            )),
            "exclude" => Some(Fault::new(
                format!("builds an index over {table} while nobody can read or write it"),
                "there is no other way: choose a quiet hour, and allow it here",
            )),
            _ => Some(Fault::new(
                format!("builds an index over {table} while nobody can read or write it"),
                "build it with `create unique index concurrently`, then `add constraint … using index …`",
            )),
        }
    })
}
