//! The master keys at hand: the first one wraps, all of them open.

use super::{Context, Fault, Key, KeyId, key_id, open_key};
use crate::failure::{Failure, Kind, Result};

/// The most keys that a source may hold.
const MOST: usize = 64;

/// The master keys at hand.
#[derive(Debug, Clone, Default)]
pub struct Ring(Vec<Key>);

impl Ring {
    /// These keys, the newest first.
    pub fn new(keys: Vec<Key>) -> Self {
        Self(keys)
    }

    /// Reads words with white space between them; lines that begin with `#` are for people.
    ///
    /// # Errors
    /// When a word is no key, two have one name, or there is none. `place` names the source.
    pub fn of_text(text: &str, place: &str) -> Result<Self> {
        let fault = |why: String| {
            Failure::new(Kind::Secret, format!("{place} holds no master key"))
                .because(why)
                .hint("take it from its backup; `provost vault init` makes a key for a new vault")
        };
        let mut keys: Vec<Key> = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'))
        {
            for word in line.split_ascii_whitespace() {
                let key = Key::of_text(word).map_err(|why| fault(format!("line {}: {why}", number + 1)))?;
                if keys.iter().any(|other| other.id() == key.id()) {
                    return Err(fault(format!("line {}: the key `{}` is there twice", number + 1, key.id())));
                }
                keys.push(key);
            }
        }
        match keys.len() {
            0 => Err(fault("it is empty".to_owned())),
            1..=MOST => Ok(Self(keys)),
            many => Err(fault(format!("it has {many} keys, and {MOST} are the most"))),
        }
    }

    /// The keys, the newest first.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// The key of that name.
    pub fn get(&self, id: KeyId) -> Option<&Key> {
        self.0.iter().find(|key| key.id() == id)
    }

    /// The same ring with a new key before the others.
    #[must_use]
    pub fn with_first(&self, key: Key) -> Self {
        Self(std::iter::once(key).chain(self.0.iter().cloned()).collect())
    }

    /// Unwraps a key with whichever of these wrapped it.
    ///
    /// # Errors
    /// When none of them did, or the box is not as it was sealed.
    pub fn unwrap_key(&self, context: &Context, id: KeyId, text: &str) -> Result<Key, Fault> {
        let with = key_id(text)?;
        let with = self.get(with).ok_or(Fault::UnknownKey(with))?;
        open_key(with, context, id, text)
    }
}
