//! Default privileges of one schema, taken from everybody.

use super::about;
use crate::finding::Finding;
use crate::model::Migration;

pub(super) fn find(migrations: &[Migration]) -> Vec<Finding> {
    about(migrations, "default-revoke-idle", |words| {
        let is_default = words.starts_with(&["alter", "default", "privileges"]);
        let in_schema = words.windows(2).any(|pair| pair == ["in", "schema"]);
        let revokes = words.iter().position(|word| *word == "revoke")?;
        let from = words[revokes..].iter().position(|word| *word == "from")? + revokes;
        (is_default && in_schema && words[from..].contains(&"public")).then(|| {
            let what = "default privileges of one schema cannot take away what everybody has";
            (what.to_owned(), "leave `in schema …` out of the statement".to_owned())
        })
    })
}
