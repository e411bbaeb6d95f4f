//! The vault's tables in main: which keys there are, courses' credentials as boxes, and the trail of who did what with them.
//!
//! Nothing secret is ever part of a message to the server: boxes are made and opened here.

mod credential;
mod data_key;
mod founding;
mod keys;
mod rotation;
mod seen;
mod trail;
mod verification;

pub use credential::missing;
pub use founding::{Founded, Vacant, found, vacant};
pub use keys::{KeyRow, KeySource, KeyState, KeyTable};
pub use rotation::Rotated;
pub use seen::{Seen, Standing};
pub use trail::{Act, Actor};
pub use verification::Verified;

use super::door::{Door, Session};
use crate::failure::{Failure, Kind, Result};
use crate::model::Target;
use crate::vault::{Context, DeploymentId, Key, KeyId, Ring};
use std::cell::RefCell;

/// An open vault.
pub struct Vault {
    session: Session,
    source: Box<dyn KeySource>,
    ring: RefCell<Ring>,
    table: RefCell<KeyTable>,
    deployment: DeploymentId,
    audit: Key,
    actor: Actor,
}

impl Vault {
    /// Opens the vault of main.
    ///
    /// # Errors
    /// When main has none, or the keys at hand are not its keys.
    pub async fn open(door: &Door, source: Box<dyn KeySource>, actor: Actor) -> Result<Self> {
        let seen = Seen::look(door).await?;
        let ring = source.ring(&seen.table).await?;
        let audit = seen.opens(&ring)?;
        let Seen { session, table, deployment } = seen;
        let (ring, table) = (RefCell::new(ring), RefCell::new(table));
        Ok(Self { session, source, ring, table, deployment, audit, actor })
    }

    /// The platform that the vault is of.
    pub const fn deployment(&self) -> DeploymentId {
        self.deployment
    }

    /// The newest master key at hand.
    pub fn newest_at_hand(&self) -> Option<Key> {
        self.ring.borrow().keys().first().cloned()
    }

    /// The keys by name.
    pub fn table(&self) -> KeyTable {
        self.table.borrow().clone()
    }

    /// Reads names and keys again: another provost may have begun to rotate them.
    async fn look_again(&self) -> Result<()> {
        let table = KeyTable::read(&self.session).await?;
        let ring = self.source.ring(&table).await?;
        self.table.replace(table);
        self.ring.replace(ring);
        Ok(())
    }

    /// The master key that wraps what is new, with the others that somebody may still hold.
    async fn wrapping(&self) -> Result<Vec<Key>> {
        if self.active().is_none() {
            self.look_again().await?;
        }
        let active = self.active().ok_or_else(|| {
            let table = self.table.borrow();
            let name = table.active().map(|row| row.id.to_string()).unwrap_or_default();
            Failure::new(Kind::Secret, "the master key that wraps what is new is not here")
                .because(format!("it is `{name}`, and another host began to use it"))
                .hint("copy the key file from the host where `provost vault rotate` ran")
        })?;
        let table = self.table.borrow();
        let ring = self.ring.borrow();
        let others = ring.keys().iter().filter(|key| {
            key.id() != active.id()
                && table.row(key.id()).is_some_and(|row| row.state == KeyState::DecryptOnly && row.wraps > 0)
        });
        Ok(std::iter::once(active.clone()).chain(others.cloned()).collect())
    }

    fn active(&self) -> Option<Key> {
        let table = self.table.borrow();
        let id: KeyId = table.active()?.id;
        self.ring.borrow().get(id).cloned()
    }

    fn audit_context(&self) -> Context {
        Context::audit(self.deployment)
    }
}

fn no_vault(target: &Target) -> Failure {
    Failure::new(Kind::Secret, format!("{} has no vault yet", target.noun()))
        .because("no master key was ever made for it")
        .database("unchanged")
        .hint("make one with `provost vault init`")
}
