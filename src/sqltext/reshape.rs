//! Statements that PostgreSQL refuses, or that change policies, while a policy reads the column.

use super::reader::Reader;
use crate::model::Qualified;

/// The table whose columns a statement changes in type or name, or takes away.
pub fn reshaped(statement: &str) -> Option<Qualified> {
    let mut words = Reader::new(statement);
    if !words.words(&["alter", "table"]) {
        return None;
    }
    words.words(&["if", "exists"]);
    words.word("only");
    let table = words.name()?;
    let changes = ["type", "drop", "rename"].iter().any(|word| words.has(&[word]));
    changes.then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_policys_way() {
        let table = |sql| reshaped(sql).map(|table| table.to_string());
        assert_eq!(table("alter table public.a alter column b type text").as_deref(), Some("public.a"));
        assert_eq!(table("alter table if exists only a drop b").as_deref(), Some("a"));
        assert_eq!(table("alter table a rename column b to c").as_deref(), Some("a"));
        assert_eq!(table("alter table a add column b text"), None);
        assert_eq!(table("drop table a"), None);
    }
}
