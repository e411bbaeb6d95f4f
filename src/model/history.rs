//! History in refinery's format, so that a program that embeds refinery sees the same state.

use super::{Qualified, Version};
use crate::failure::Result;
use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// Where history is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryTable(pub Qualified);

impl HistoryTable {
    /// Schema and name of the default table; no API exposes this schema.
    pub const DEFAULT: &'static str = "provost.history";

    /// Parses `schema.table`; a bare name is looked for in `public`, where refinery puts it.
    ///
    /// # Errors
    /// When it is no table name.
    pub fn parse(text: &str) -> Result<Self> {
        let mut table = Qualified::parse(text)?;
        if table.schema.is_none() {
            table.schema = Some(super::Ident::parse("public")?);
        }
        Ok(Self(table))
    }

    /// `schema.table`, as a person writes it and as the tables beside the history name it.
    pub fn label(&self) -> String {
        match &self.0.schema {
            Some(schema) => format!("{}.{}", schema.as_str(), self.0.name.as_str()),
            None => self.0.name.as_str().to_owned(),
        }
    }
}

/// The type of the history's version column; refinery hashes the version in that width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VersionWidth {
    /// refinery's default.
    Int4,
    /// refinery with `int8-versions`, and every project with time-stamped files.
    Int8,
}

/// One row of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The version.
    pub version: Version,
    /// The name, without version and prefix.
    pub name: String,
    /// When, as RFC 3339.
    pub applied_on: String,
    /// The checksum as it stands in the row; text, since a foreign tool may have written anything.
    pub checksum: String,
}

/// refinery's checksum: SipHash-1-3 with zero keys over name, version and text.
///
/// The bytes are written out here because std does not promise how `str` and integers are hashed.
pub fn checksum(width: VersionWidth, name: &str, version: Version, sql: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(name.as_bytes());
    hasher.write(&[0xFF]);
    let version = version.number().to_le_bytes();
    hasher.write(match width {
        VersionWidth::Int4 => &version[..4],
        VersionWidth::Int8 => &version,
    });
    hasher.write(sql.as_bytes());
    hasher.write(&[0xFF]);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        let of = |width| checksum(width, "init", Version::new(1), "CREATE TABLE a(id int);");
        assert_eq!(of(VersionWidth::Int4), 6_071_572_039_481_134_063);
        assert_eq!(of(VersionWidth::Int8), 7_297_004_328_756_923_488);
    }

    #[test]
    fn refinery_computes_the_same() {
        for (stem, sql) in
            [("V1__init", "CREATE TABLE a(id int);"), ("V12__ünï_x", "select 'ä';\r\n"), ("U7__a", "")]
        {
            let theirs = refinery_core::Migration::unapplied(stem, sql).unwrap();
            let ours =
                checksum(VersionWidth::Int4, theirs.name(), Version::new(theirs.version().into()), sql);
            assert_eq!(ours, theirs.checksum(), "{stem}");
        }
    }

    #[test]
    fn a_bare_history_table_is_refinerys_own_place() {
        let table = HistoryTable::parse("refinery_schema_history").unwrap();
        assert_eq!(table.0.to_string(), "public.refinery_schema_history");
    }
}
