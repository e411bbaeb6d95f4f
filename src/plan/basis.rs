//! What a plan was built from, as one hash.

use sha2::{Digest, Sha256};
use std::fmt;

/// A hash of a plan's inputs: files, options, and the history that was seen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Basis(String);

impl Basis {
    /// Hashes parts in order; lengths are hashed too, so that no two lists of parts collide.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// All of its digits.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether this is what was written down once.
    pub fn is(&self, written: &str) -> bool {
        self.0 == written
    }
}

impl fmt::Display for Basis {
    /// The first twelve digits: enough for a person to compare.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get(..12).unwrap_or(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_between_parts_counts() {
        assert_ne!(Basis::of([b"ab".as_slice(), b"c"]), Basis::of([b"a".as_slice(), b"bc"]));
    }
}
