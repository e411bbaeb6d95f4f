//! A value that may stand in the environment instead of in the file: `env:PROVOST_MAIN_URL`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de};

/// Where the value begins that names a variable.
const PREFIX: &str = "env:";

/// A database's address, or the variable that holds it.
#[derive(Debug, Clone)]
pub enum Setting {
    /// The variable of this name; unset means left out.
    Env(String),
    /// The value itself, which may hold a password.
    Value(SecretString),
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let Some(name) = text.strip_prefix(PREFIX) else {
            // The text itself is never part of an error: it may hold a password.
            return match text.as_str() {
                "" => Err(de::Error::custom(
                    "an address must not be empty; leave the key out for the embedded server",
                )),
                _ => Ok(Self::Value(text.into())),
            };
        };
        let is_name = !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if is_name {
            Ok(Self::Env(name.to_owned()))
        } else {
            Err(de::Error::custom(
                "after `env:` the name of an environment variable must follow, such as `env:PROVOST_MAIN_URL`",
            ))
        }
    }
}

impl JsonSchema for Setting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Setting".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A database's address, or `env:NAME` for the environment variable that holds it.",
            "type": "string",
            "examples": ["env:PROVOST_MAIN_URL"],
            "minLength": 1
        })
    }
}
