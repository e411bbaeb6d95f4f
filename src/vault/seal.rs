//! Making boxes.

use super::{Context, HEADER, Id, Key, MAGIC, PREFIX, TAG};
use crate::failure::{Failure, Kind, Result};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The random part of a box. It is used for one box: sealing takes it away.
#[derive(Debug)]
pub struct Fresh {
    /// Makes the box's key its own.
    pub salt: [u8; 32],
    /// The cipher's.
    pub nonce: [u8; 12],
}

impl Fresh {
    /// Random bytes from the operating system.
    ///
    /// # Errors
    /// When it gives none.
    pub fn draw() -> Result<Self> {
        let mut fresh = Self { salt: [0; 32], nonce: [0; 12] };
        random(&mut fresh.salt)?;
        random(&mut fresh.nonce)?;
        Ok(fresh)
    }
}

/// Seals a secret for one row.
pub fn seal(key: &Key, context: &Context, secret: &[u8], fresh: Fresh) -> String {
    let derived = key.derive(&fresh.salt);
    let mut raw = Vec::with_capacity(HEADER + secret.len() + TAG);
    raw.extend_from_slice(&MAGIC);
    raw.extend_from_slice(&key.id().0.0);
    raw.extend_from_slice(&fresh.salt);
    raw.extend_from_slice(derived.commitment());
    raw.extend_from_slice(&fresh.nonce);
    let aad = [&raw[..HEADER], &context.bytes()].concat();
    let cipher = Aes256Gcm::new_from_slice(derived.encryption()).expect("the key has 32 bytes");
    let sealed = cipher
        .encrypt(&Nonce::from(fresh.nonce), Payload { msg: secret, aad: &aad })
        .expect("a secret is far shorter than 64 GiB");
    raw.extend_from_slice(&sealed);
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(raw))
}

/// Wraps a key with another one.
pub fn seal_key(with: &Key, context: &Context, key: &Key, fresh: Fresh) -> String {
    seal(with, context, key.expose(), fresh)
}

/// A name that nothing else has.
pub(super) fn random_id() -> Result<Id> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    Ok(Id::of_random(bytes))
}

pub(super) fn random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| {
        Failure::new(Kind::Secret, "the operating system gives no random bytes")
            .because(error)
            .hint("look at `/dev/urandom`; a container may lack it")
    })
}
