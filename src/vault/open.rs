//! Opening boxes.

use super::key::raw;
use super::{COMMITMENT, Context, Fault, HEADER, Id, KEY_ID, Key, KeyId, NONCE, SALT};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Which key a box was sealed with.
///
/// # Errors
/// When the text is no box.
pub fn key_id(text: &str) -> Result<KeyId, Fault> {
    raw(text).map(|raw| named(&raw))
}

/// Opens a box of one row.
///
/// # Errors
/// When the text is no box, another key sealed it, or it is not as it was sealed for this row.
pub fn open(key: &Key, context: &Context, text: &str) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let raw = raw(text)?;
    let id = named(&raw);
    if id != key.id() {
        return Err(Fault::UnknownKey(id));
    }
    let derived = key.derive(&raw[SALT]);
    if !bool::from(derived.commitment().ct_eq(&raw[COMMITMENT])) {
        return Err(Fault::WrongKey(id));
    }
    let (header, sealed) = raw.split_at(HEADER);
    let aad = [header, &context.bytes()].concat();
    let nonce: [u8; 12] = header[NONCE].try_into().expect("the nonce has 12 bytes");
    let cipher = Aes256Gcm::new_from_slice(derived.encryption()).expect("the key has 32 bytes");
    let opened = cipher.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &aad });
    opened.map(Zeroizing::new).map_err(|_| Fault::Tampered)
}

/// Unwraps a key, which is called `id`.
///
/// # Errors
/// As [`open`], and when what comes out is no key.
pub fn open_key(with: &Key, context: &Context, id: KeyId, text: &str) -> Result<Key, Fault> {
    let opened = open(with, context, text)?;
    let bytes = opened.as_slice().try_into().map_err(|_| Fault::Format("what it holds is no key"))?;
    Ok(Key::new(id, bytes))
}

fn named(raw: &[u8]) -> KeyId {
    KeyId(Id(raw[KEY_ID].try_into().expect("the name of a key has 16 bytes")))
}
