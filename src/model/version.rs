//! A migration's version: a number from 1, as `V003` or as a time stamp writes it.

use std::fmt;
use std::str::FromStr;

/// A migration's version. `V003` and `V3` are the same version.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Version(i64);

impl Version {
    /// A version from what a history table holds.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number itself.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Whether it fits the `int4` column that refinery makes by default.
    pub const fn fits_int4(self) -> bool {
        self.0 <= i32::MAX as i64
    }

    /// Whether it is written as a time stamp: fourteen digits.
    pub const fn is_timestamp(self) -> bool {
        self.0 >= 10_000_000_000_000
    }
}

impl fmt::Display for Version {
    /// `V003` or `20260801120000`: what a person types after `--to`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_timestamp() { write!(f, "{}", self.0) } else { write!(f, "V{:03}", self.0) }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix(['V', 'v', 'U']).unwrap_or(text);
        let number = digits.parse::<i64>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
        number.map(Self).ok_or_else(|| format!("`{text}` is not a version: write 3, V003 or 20260801120000"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_a_person_types() {
        for (text, number) in [("3", 3), ("V003", 3), ("20260801120000", 20_260_801_120_000)] {
            assert_eq!(text.parse(), Ok(Version(number)));
        }
        for text in ["", "V", "-1", "+1", "1.2", "V1__x", "99999999999999999999"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn shown_as_typed() {
        assert_eq!(Version(7).to_string(), "V007");
        assert_eq!(Version(20_260_801_120_000).to_string(), "20260801120000");
    }
}
