//! A master key as text: one word that fits a line of a file and an environment variable.
//!
//! `pvk1:` and base64url without padding of `key_id[16] ‖ key[32] ‖ check[4]`. The check, the first bytes of a SHA-256 over the rest,
//! tells a key that was cut or mistyped from one that is another's.

use super::{Id, Key, KeyId};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const PREFIX: &str = "pvk1:";
const CHECKED: usize = 48;

impl Key {
    /// The word that stands in a key file.
    pub fn text(&self) -> SecretString {
        let mut raw = Zeroizing::new(Vec::with_capacity(CHECKED + 4));
        raw.extend_from_slice(&self.id().0.0);
        raw.extend_from_slice(self.expose());
        let check = Sha256::digest(&*raw);
        raw.extend_from_slice(&check[..4]);
        let coded = Zeroizing::new(URL_SAFE_NO_PAD.encode(&*raw));
        [PREFIX, &coded].concat().into()
    }

    /// Reads such a word.
    ///
    /// # Errors
    /// When it is none. What it says is not repeated.
    pub fn of_text(text: &str) -> Result<Self, &'static str> {
        let coded = text.strip_prefix(PREFIX).ok_or("it does not begin with `pvk1:`")?;
        let raw = URL_SAFE_NO_PAD.decode(coded).map(Zeroizing::new).map_err(|_| "it is cut or mistyped")?;
        if raw.len() != CHECKED + 4 || Sha256::digest(&raw[..CHECKED])[..4] != raw[CHECKED..] {
            return Err("it is cut or mistyped");
        }
        let id = raw[..16].try_into().expect("sixteen bytes");
        Ok(Self::new(KeyId(Id(id)), raw[16..CHECKED].try_into().expect("thirty-two bytes")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn a_key_survives_its_text_and_a_mistyped_one_is_none() {
        let key = Key::fresh().unwrap();
        let text = key.text();
        let text = text.expose_secret();
        let read = Key::of_text(text).unwrap();
        assert_eq!((read.id(), read.expose()), (key.id(), key.expose()));
        for at in PREFIX.len()..text.len() {
            let other = if &text[at..=at] == "A" { "B" } else { "A" };
            let mistyped = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert!(Key::of_text(&mistyped).is_err());
            assert!(Key::of_text(&text[..at]).is_err());
        }
    }
}
