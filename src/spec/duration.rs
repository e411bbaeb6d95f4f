//! Time limits as a person writes them: `50ms`, `2s`, `1m`, `4h`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Units, the largest first, in milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// What PostgreSQL's own limits can hold: 32 bits of milliseconds.
const MAX_MILLISECONDS: u64 = i32::MAX as u64;

/// A time limit. Zero means none, as it does to PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeLimit(pub Duration);

impl FromStr for TimeLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let scale = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, scale)| *scale);
        let scale = if number == "0" && unit.is_empty() { Some(1) } else { scale };
        let limit =
            number.parse::<u64>().ok().zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
        match limit {
            Some(limit) if limit <= MAX_MILLISECONDS => Ok(Self(Duration::from_millis(limit))),
            Some(_) => Err(format!("`{text}` is longer than the 24 days that PostgreSQL can count")),
            None => Err(format!(
                "`{text}` is no time limit: write a number and a unit, such as 50ms, 2s, 1m or 4h"
            )),
        }
    }
}

impl fmt::Display for TimeLimit {
    /// In the largest unit that takes it whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.0.as_millis();
        let whole = |scale: u64| limit.is_multiple_of(u128::from(scale)) && limit > 0;
        let (unit, scale) = UNITS.into_iter().find(|(_, scale)| whole(*scale)).unwrap_or(("ms", 1));
        write!(f, "{}{unit}", limit / u128::from(scale))
    }
}

impl<'de> Deserialize<'de> for TimeLimit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for TimeLimit {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeLimit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number and a unit: 50ms, 2s, 1m or 4h. Zero means no limit.",
            "type": "string",
            "pattern": "^(0|[0-9]+(ms|s|m|h))$"
        })
    }
}
