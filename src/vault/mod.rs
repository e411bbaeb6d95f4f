//! # The vault's format, and nothing that touches a file, a database or a clock
//!
//! A *box* is a secret, sealed so that it opens with one key and in one row alone. As text it is
//!
//! ```text
//! "pv1:" + base64url without padding of
//!
//!  0       2         3       4            20         52            84          96
//!  "PV" ‖ 0x01 ‖ suite 0x01 ‖ key_id[16] ‖ salt[32] ‖ commit[32] ‖ nonce[12] ‖ ciphertext ‖ tag[16]
//! ```
//!
//! - Every box has a key of its own: `HKDF-SHA-256(key, salt, "provost/pv1" ‖ raw[0..20])`, 64 bytes. The first 32 encrypt with
//!   AES-256-GCM; the last 32 are the *commitment*, compared before anything is decrypted: a box opens with one key, never with two.
//! - What the cipher authenticates beside the text is `raw[0..96]` and the row's [`Context`]: purpose, deployment, course, field and
//!   version, each behind its length in two bytes. So no box can be moved to another row.
//! - A master key wraps each course's data key, a data key seals the course's credentials, and a key that keeps the audit trail is
//!   wrapped like them: three purposes, so that none passes for another.
//!
//! `docs/vault-format.md` opens a box in two other languages; the tests run what stands there.

mod chain;
mod context;
mod fault;
mod id;
mod key;
mod key_text;
mod open;
mod ring;
mod seal;

pub use chain::{Entry, Head, Link};
pub use context::{Context, Purpose};
pub use fault::Fault;
pub use id::{CourseId, DeploymentId, Id, KeyId};
pub use key::Key;
pub use open::{key_id, open, open_key};
pub use ring::Ring;
pub use seal::{Fresh, seal, seal_key};

/// What a box's text begins with.
pub const PREFIX: &str = "pv1:";

/// `"PV"`, version 1, suite 1.
const MAGIC: [u8; 4] = [b'P', b'V', 1, 1];
const KEY_ID: std::ops::Range<usize> = 4..20;
const SALT: std::ops::Range<usize> = 20..52;
const COMMITMENT: std::ops::Range<usize> = 52..84;
const NONCE: std::ops::Range<usize> = 84..96;
/// Where the ciphertext begins.
const HEADER: usize = 96;
const TAG: usize = 16;
/// Begins what HKDF is told; the first 20 bytes of the box follow.
const INFO: &[u8] = b"provost/pv1";
/// No box is longer: 32 times what the table of credentials takes.
const LONGEST: usize = 512 * 1024;
