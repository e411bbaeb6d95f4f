//! Roles that a statement makes. They belong to the whole server, and so to no list of what a database gets.

use super::reader::Reader;
use crate::model::Ident;

/// The role that a statement makes, unless it does so in a `DO` block or a function.
pub fn made_role(statement: &str) -> Option<Ident> {
    let mut words = Reader::new(statement);
    let is_made = words.word("create") && words.any(&["role", "user", "group"]).is_some();
    // `CREATE USER MAPPING` is about a foreign server.
    (is_made && !words.sees("mapping")).then(|| words.name()).flatten().map(|name| name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_role() {
        let made = |sql: &str| made_role(sql).map(|name| name.as_str().to_owned());
        assert_eq!(made("create role Reporting nologin").as_deref(), Some("reporting"));
        assert_eq!(made("CREATE USER \"Ann B\" password 'x'").as_deref(), Some("Ann B"));
        assert_eq!(made("create group staff").as_deref(), Some("staff"));
        for sql in [
            "create user mapping for ann server far",
            "create table role (id int)",
            "alter role ann login",
            "drop role ann",
        ] {
            assert_eq!(made(sql), None, "{sql}");
        }
    }
}
