//! The audit trail's chain: each entry is sealed with a key over its own words and the entry before it.
//!
//! A plain chain of hashes can be made again by whoever may write the table; this one cannot, without the key. What it cannot show
//! alone is that its end was cut off: that takes a [`Head`] that was noted outside of the database.

use super::Key;
use super::context::prefixed;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use std::str::FromStr;

/// The seal of one entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Link(pub [u8; 32]);

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts from 1 without a gap.
    pub seq: u64,
    /// When, by the database's clock, in microseconds since 1970.
    pub at: i64,
    /// Who: the database role, and who the operating system says it is.
    pub actor: String,
    /// On which machine.
    pub host: String,
    /// In which run.
    pub run: String,
    /// What: seal, open, rotate, verify, init.
    pub action: String,
    /// Which course; empty where it is about none.
    pub course: String,
    /// `intent` before, `done` or `failed` after.
    pub outcome: String,
    /// What else there is to say.
    pub detail: String,
}

/// The end of the chain, to be noted outside of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Which entry is last.
    pub seq: u64,
    /// Its seal.
    pub link: Link,
}

impl Link {
    /// What the first entry follows.
    pub const START: Self = Self([0; 32]);

    /// The seal of an entry that follows this one.
    pub fn next(&self, key: &Key, entry: &Entry) -> Self {
        let (seq, at) = (entry.seq.to_be_bytes(), entry.at.to_be_bytes());
        let texts = [
            &entry.actor,
            &entry.host,
            &entry.run,
            &entry.action,
            &entry.course,
            &entry.outcome,
            &entry.detail,
        ];
        let parts = [seq.as_slice(), at.as_slice()].into_iter().chain(texts.map(|text| text.as_bytes()));
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
        mac.update(&self.0);
        mac.update(&prefixed(parts));
        Self(mac.finalize().into_bytes().into())
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || "a seal has 64 hexadecimal digits".to_owned();
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(fault());
        }
        let pair = |at: usize| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| fault());
        let bytes: Vec<u8> = (0..32).map(pair).collect::<Result<_, _>>()?;
        bytes.try_into().map(Self).map_err(|_| fault())
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.link)
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is no end of an audit trail, as `provost vault verify` prints it");
        let (seq, link) = text.split_once(':').ok_or_else(fault)?;
        Ok(Self { seq: seq.parse().map_err(|_| fault())?, link: link.parse().map_err(|_| fault())? })
    }
}
