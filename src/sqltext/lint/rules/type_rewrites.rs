//! A column gets another type.

use crate::sqltext::lint::look::{Fault, Look, column};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let (column, mut words) = column("alter", action)?;
        if !words.word("type") && !words.words(&["set", "data", "type"]) {
            return None;
        }
        // From `varchar` it costs nothing, and from anything else nobody asks for it without `using`.
        let is_text = words.word("text") && !words.has(&["using"]);
        (!is_text).then(|| {
            Fault::new(
                format!("changes the type of `{}`, and mostly rewrites {table} while nobody can read or write it", column.as_str()),
                "add a column of the new type, keep both equal with a trigger, fill it in batches, then change over",
            )
        })
    })
}
