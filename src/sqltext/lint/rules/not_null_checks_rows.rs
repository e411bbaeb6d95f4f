//! A column is made not null, and every row is looked at.

use crate::sqltext::lint::look::{Fault, Look, altered, column};
use crate::sqltext::reader::Reader;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let Some((table, _)) = look.altered() else { return Vec::new() };
    // PostgreSQL believes a check that is validated, and looks at no row.
    let is_proven = look.texts_before().filter_map(altered).any(|(other, actions)| {
        other == table && actions.into_iter().any(|action| Reader::new(action).words(&["validate", "constraint"]))
    });
    if is_proven {
        return Vec::new();
    }
    look.actions(|action, table| {
        let (column, mut words) = column("alter", action)?;
        words.words(&["set", "not", "null"]).then(|| {
            Fault::new(
                format!("looks at all rows of {table} for a null `{}`, while nobody can read or write it", column.as_str()),
                format!("add `check ({} is not null) not valid`, validate it in the next migration, and set not null after that there", column.as_str()),
            )
        })
    })
}
