//! An entry of `[sets]`: the query, or a table with more.

use super::file::SetTable;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A set's entry.
#[derive(Debug)]
pub(super) struct SetEntry(pub(super) SetTable);

impl<'de> Deserialize<'de> for SetEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reads)
    }
}

struct Reads;

impl<'de> Visitor<'de> for Reads {
    type Value = SetEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a query, or `{ ids = \"select …\", type = \"bigint\" }`")
    }

    fn visit_str<E: de::Error>(self, query: &str) -> Result<SetEntry, E> {
        Ok(SetEntry(SetTable { ids: query.to_owned(), kind: None, security: None }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SetEntry, A::Error> {
        SetTable::deserialize(MapAccessDeserializer::new(map)).map(SetEntry)
    }
}

impl JsonSchema for SetEntry {
    fn schema_name() -> Cow<'static, str> {
        "SetEntry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let full = generator.subschema_for::<SetTable>();
        json_schema!({ "anyOf": [{ "type": "string", "description": "The query." }, full] })
    }
}
