//! A column is added with values that have to be written into every row.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::object::added_column;
use crate::sqltext::reader::Reader;
use crate::sqltext::risk::rewrites;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let column = added_column(&mut Reader::new(action))?;
        rewrites(&Reader::new(action)).then(|| {
            Fault::new(
                format!("adding `{}` rewrites {table}, while nobody can read or write it", column.as_str()),
                "add the column without it, set the default for new rows, and fill the old ones in batches",
            )
        })
    })
}
