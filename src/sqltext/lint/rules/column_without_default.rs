//! A column that must not be null is added without a value.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::object::added_column;
use crate::sqltext::reader::Reader;
use crate::sqltext::risk::rewrites;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let column = added_column(&mut Reader::new(action))?;
        let all = Reader::new(action);
        let must = all.has(&["not", "null"]) || all.has(&["primary", "key"]);
        let has_value = all.has(&["default"]) || all.has(&["generated"]) || rewrites(&all);
        (must && !has_value).then(|| {
            Fault::new(
                format!("`{}` must not be null and has no default: it fails as soon as {table} has a row", column.as_str()),
                "give it a default; or add it nullable, fill it, and then set it not null",
            )
        })
    })
}
