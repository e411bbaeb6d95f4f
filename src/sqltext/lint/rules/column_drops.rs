//! A column is dropped.

use crate::sqltext::lint::look::{Fault, Look, column};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let (column, _) = column("drop", action)?;
        Some(Fault::new(
            format!("drops column `{}` of {table}: its data is gone, and programs that still name it fail", column.as_str()),
            "ship the programs that no longer name it first; then allow it here, with that as the reason",
        ))
    })
}
