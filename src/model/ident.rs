//! Identifiers and literals: the one place where a name or a value becomes SQL.

use crate::failure::{Failure, Result};
use std::fmt;

/// PostgreSQL cuts longer names off without an error, so two of them could become one.
const MAX_BYTES: usize = 63;

/// A name that PostgreSQL takes whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// Parses a name as it is, without quotes.
    ///
    /// # Errors
    /// When it is empty, longer than 63 bytes or holds a NUL.
    pub fn parse(name: &str) -> Result<Self> {
        let problem = match name {
            "" => "it is empty".to_owned(),
            _ if name.contains('\0') => "it holds a NUL character".to_owned(),
            _ if name.len() > MAX_BYTES => {
                format!("it has {} bytes, PostgreSQL keeps {MAX_BYTES}", name.len())
            }
            _ => return Ok(Self(name.to_owned())),
        };
        Err(Failure::bad_input(format!("`{}` cannot be the name of a database object", name.escape_debug()))
            .because(problem)
            .hint("choose a name of 1 to 63 bytes"))
    }

    /// The bare name, as catalogs hold it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    /// Quoted, ready for SQL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ident(&self.0))
    }
}

/// A name with an optional schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualified {
    /// The schema, if one was written.
    pub schema: Option<Ident>,
    /// The object's own name.
    pub name: Ident,
}

impl Qualified {
    /// Parses `name` or `schema.name`.
    ///
    /// # Errors
    /// When a part is no valid name, or there are more than two.
    pub fn parse(text: &str) -> Result<Self> {
        match text.split('.').collect::<Vec<_>>()[..] {
            [name] => Ok(Self { schema: None, name: Ident::parse(name)? }),
            [schema, name] => Ok(Self { schema: Some(Ident::parse(schema)?), name: Ident::parse(name)? }),
            _ => Err(Failure::bad_input(format!("`{text}` is not a table name"))
                .hint("write `table` or `schema.table`")),
        }
    }
}

impl fmt::Display for Qualified {
    /// Quoted, ready for SQL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => self.name.fmt(f),
        }
    }
}

/// Quotes a name for SQL.
pub fn ident(name: &str) -> String {
    postgres_protocol::escape::escape_identifier(name)
}

/// Quotes a value for SQL.
pub fn literal(value: &str) -> String {
    postgres_protocol::escape::escape_literal(value).trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_postgres_would_cut_are_refused() {
        assert!(Ident::parse(&"x".repeat(63)).is_ok());
        for name in ["", "a\0b", &"x".repeat(64)] {
            assert!(Ident::parse(name).is_err());
        }
    }

    #[test]
    fn quoting() {
        assert_eq!(ident(r#"we"ird"#), r#""we""ird""#);
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal(r"back\slash"), r"E'back\\slash'");
        assert_eq!(Qualified::parse("a.B").unwrap().to_string(), r#""a"."B""#);
        assert!(Qualified::parse("a.b.c").is_err());
    }
}
