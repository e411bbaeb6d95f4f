//! The identifiers that boxes carry: sixteen bytes, written as PostgreSQL writes a `uuid`.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Sixteen bytes that name something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// One that is made of random bytes, marked as such.
    pub const fn of_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Self(bytes)
    }
}

impl FromStr for Id {
    type Err = String;

    /// Reads 32 hexadecimal digits, with hyphens where they belong or without.
    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is no identifier such as 11111111-2222-4333-8444-555555555555");
        let mut groups = text.split('-').map(str::len);
        if text.contains('-') && !groups.by_ref().eq([8, 4, 4, 4, 12]) {
            return Err(fault());
        }
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let pairs = digits.chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?));
        let bytes: Option<Vec<u8>> = pairs.collect();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(fault)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            let hyphen = if [4, 6, 8, 10].contains(&at) { "-" } else { "" };
            write!(f, "{hyphen}{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

macro_rules! named {
    ($($(#[$doc:meta])+ $name:ident),+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

named!(
    /// Which key.
    KeyId,
    /// Which platform: the main database and everything that belongs to it.
    DeploymentId,
    /// Which course, as the registry numbers it.
    CourseId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_as_postgresql_writes_them() {
        let text = "11111111-2222-4333-8444-5555555555ff";
        assert_eq!(text.parse::<Id>().unwrap().to_string(), text);
        assert_eq!(text.replace('-', "").parse::<Id>().unwrap().to_string(), text);
        for wrong in ["", "11", "1111111-12222-4333-8444-555555555555", &text[1..], &format!("{text}00"), "g"]
        {
            assert!(wrong.parse::<Id>().is_err(), "{wrong}");
        }
        assert_eq!(Id::of_random([0xff; 16]).to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
