//! Tables of TOML with known keys and further ones: a pattern's parameters, the people of an expectation.

use super::at::At;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// The known keys of such a table.
pub(super) trait Known: Default {
    /// What the table is, for messages: "a table's entry".
    const WHAT: &'static str;

    /// Takes the value of a key that it knows; says whether it does.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Known keys, and the rest with their places.
#[derive(Debug, Clone)]
pub(super) struct Open<K> {
    pub(super) known: K,
    pub(super) rest: BTreeMap<String, At<toml::Value>>,
}

impl<'de, K: Known> Deserialize<'de> for Open<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reads(PhantomData))
    }
}

struct Reads<K>(PhantomData<K>);

impl<'de, K: Known> Visitor<'de> for Reads<K> {
    type Value = Open<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Open<K>, A::Error> {
        let mut open = Open { known: K::default(), rest: BTreeMap::new() };
        while let Some(key) = map.next_key::<String>()? {
            if !open.known.take(&key, &mut map)? {
                open.rest.insert(key, map.next_value()?);
            }
        }
        Ok(open)
    }
}

impl<K: JsonSchema> JsonSchema for Open<K> {
    fn schema_name() -> Cow<'static, str> {
        K::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = K::json_schema(generator);
        schema.insert("additionalProperties".to_owned(), true.into());
        schema
    }
}
