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

/// Writes a name for SQL, in quotes unless PostgreSQL reads it as the same name without them.
pub fn ident(name: &str) -> String {
    let is_start = |c: char| c.is_ascii_lowercase() || c == '_';
    let is_plain = name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_ascii_digit());
    if is_plain && !is_keyword(name) {
        return name.to_owned();
    }
    postgres_protocol::escape::escape_identifier(name)
}

/// Words that PostgreSQL reads as its own in places where a name may stand: all of its keywords but the unreserved ones.
const KEYWORDS: &str = " all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both \
    case cast char character check coalesce collate collation column concurrently constraint create cross current_catalog \
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc \
    distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping \
    having ilike in initially inner inout int integer intersect interval into is isnull join json json_array json_arrayagg \
    json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least \
    left like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif \
    numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning \
    right row select session_user setof similar smallint some substring symmetric system_user table tablesample then time \
    timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with \
    xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable ";

fn is_keyword(name: &str) -> bool {
    KEYWORDS.split_ascii_whitespace().any(|word| word == name)
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
        assert_eq!(Qualified::parse("a.B").unwrap().to_string(), r#"a."B""#);
        assert_eq!(
            (ident("order"), ident("a_1"), ident("1a"), ident("")),
            (r#""order""#.into(), "a_1".into(), r#""1a""#.into(), r#""""#.into())
        );
        assert!(Qualified::parse("a.b.c").is_err());
    }
}
