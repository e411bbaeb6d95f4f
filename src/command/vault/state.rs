//! The vault of main with the keys at hand beside it, also where these do not open it.

use super::source::Source;
use crate::failure::{Failure, Result};
use crate::pg::vault::{KeySource as _, Seen, Standing};
use crate::vault::{Key, KeyId};

/// What is known of the vault and the keys at hand.
pub(in crate::command) struct State {
    pub(in crate::command) seen: Seen,
    /// The names of the master keys at hand, the newest first.
    pub(in crate::command) at_hand: Vec<KeyId>,
    pub(in crate::command) standing: Standing,
    /// Why the keys at hand do not open the vault, or cannot be had.
    pub(in crate::command) fault: Option<Failure>,
}

impl State {
    /// Tries the source's keys. Nothing is opened but the key of the audit trail, which proves them, and nothing is written.
    ///
    /// # Errors
    /// When main does not answer.
    pub(in crate::command) async fn of(seen: Seen, source: &Source) -> Result<Self> {
        let (at_hand, fault) = match source.ring(seen.table()).await {
            Ok(ring) => (ring.keys().iter().map(Key::id).collect(), seen.opens(&ring).err()),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        let standing = seen.standing(&at_hand).await?;
        Ok(Self { seen, at_hand, standing, fault })
    }

    /// Whether a key at hand is unknown to main: one that no rotation has begun with.
    pub(in crate::command) fn has_unused(&self) -> bool {
        self.at_hand.iter().any(|id| self.seen.table().row(*id).is_none())
    }
}
