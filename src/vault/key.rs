//! A key and its name. What is printed of it is the name.

use super::{Fault, INFO, KeyId, MAGIC, PREFIX, SALT};
use crate::failure::Result;
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// Thirty-two secret bytes and the name that boxes carry of them.
pub struct Key {
    id: KeyId,
    bytes: SecretBox<[u8; 32]>,
}

/// What one box is encrypted with, and what it says of its key.
pub(super) struct Derived(Zeroizing<[u8; 64]>);

impl Key {
    /// A key of these bytes.
    pub fn new(id: KeyId, bytes: &[u8; 32]) -> Self {
        Self { id, bytes: SecretBox::init_with_mut(|own: &mut [u8; 32]| own.copy_from_slice(bytes)) }
    }

    /// A new key with a new name.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn fresh() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        super::seal::random(&mut *bytes)?;
        Ok(Self::new(KeyId(super::seal::random_id()?), &bytes))
    }

    /// Its name.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The secret itself.
    pub fn expose(&self) -> &[u8; 32] {
        self.bytes.expose_secret()
    }

    /// The key of one box and its commitment.
    pub(super) fn derive(&self, salt: &[u8]) -> Derived {
        debug_assert_eq!(salt.len(), SALT.len());
        let mut okm = Zeroizing::new([0; 64]);
        let info: [&[u8]; 3] = [INFO, &MAGIC, &self.id.0.0];
        Hkdf::<Sha256>::new(Some(salt), self.expose())
            .expand_multi_info(&info, &mut *okm)
            .expect("64 bytes are less than HKDF's limit");
        Derived(okm)
    }
}

impl Derived {
    pub(super) fn encryption(&self) -> &[u8] {
        &self.0[..32]
    }

    pub(super) fn commitment(&self) -> &[u8] {
        &self.0[32..]
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        Self::new(self.id, self.expose())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

/// The bytes of a box.
///
/// # Errors
/// When the text is none: another prefix, a letter that is not base64url, padding, or too short or long.
pub(super) fn raw(text: &str) -> Result<Vec<u8>, Fault> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    if text.len() > super::LONGEST {
        return Err(Fault::Format("it is longer than any box"));
    }
    let coded = text.strip_prefix(PREFIX).ok_or(Fault::Format("it does not begin with `pv1:`"))?;
    let raw =
        URL_SAFE_NO_PAD.decode(coded).map_err(|_| Fault::Format("it is not base64url without padding"))?;
    if raw.len() < super::HEADER + super::TAG {
        return Err(Fault::Format("it is cut short"));
    }
    match raw[..MAGIC.len()] == MAGIC {
        true => Ok(raw),
        false => Err(Fault::Format("its first bytes name another version or suite")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_key_is_printed_but_its_name() {
        let key = Key::new("00000000-0000-4000-8000-0000000000aa".parse().unwrap(), &[0x5a; 32]);
        assert_eq!(
            format!("{key:?} {key:#?}").matches("Key(00000000-0000-4000-8000-0000000000aa)").count(),
            2
        );
        let key = Key::fresh().unwrap();
        assert_ne!(key.expose(), Key::fresh().unwrap().expose());
        assert_eq!(key.clone().expose(), key.expose());
    }
}
