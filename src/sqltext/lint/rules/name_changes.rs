//! Something gets another name.

use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::reader::Reader;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    look.actions(|action, table| {
        let mut words = Reader::new(action);
        if !words.word("rename") || words.sees("constraint") {
            return None;
        }
        let what = match words.sees("to") {
            true => table.to_owned(),
            false => {
                words.word("column");
                format!("`{}` of {table}", words.ident()?.as_str())
            }
        };
        Some(Fault::new(
            format!("renames {what}: programs that still use the old name fail"),
            "add the new name beside the old one, a view or a second column, and drop the old one when nobody uses it",
        ))
    })
}
