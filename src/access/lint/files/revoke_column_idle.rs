//! Rights on columns, taken away.

use super::about;
use crate::finding::Finding;
use crate::model::Migration;

pub(super) fn find(migrations: &[Migration]) -> Vec<Finding> {
    about(migrations, "revoke-column-idle", |words| {
        let on = words.iter().position(|word| *word == "on")?;
        let is_of_columns = words.first() == Some(&"revoke") && words[..on].contains(&"(");
        is_of_columns.then(|| {
            let table = words[on + 1..].iter().find(|word| **word != "table").copied().unwrap_or_default();
            let message =
                format!("revoking a right on columns of `{table}` leaves the right on the whole table");
            (message, "remove the statement, and list the columns that may be written in `cols`".to_owned())
        })
    })
}
