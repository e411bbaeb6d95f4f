//! A vault as it is seen without opening it: what main knows of its keys, and how much is locked with which of them.

use super::keys::garbled;
use super::{KeyTable, no_vault};
use crate::failure::{Failure, Result};
use crate::pg::{Door, Session};
use crate::render::sql::{File, render};
use crate::vault::{DeploymentId, Key, KeyId, Ring};
use serde::Serialize;

/// What main knows of its vault.
pub struct Seen {
    pub(super) session: Session,
    pub(super) table: KeyTable,
    pub(super) deployment: DeploymentId,
}

/// How much the vault holds, and what of it the keys at hand reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Courses that have credentials.
    pub courses: u64,
    /// Credentials of all courses.
    pub credentials: u64,
    /// Keys that seal them.
    pub data_keys: u64,
    /// Data keys that the active master key has not wrapped.
    pub waiting: u64,
    /// What earlier master keys wrapped, and still open.
    pub by_earlier: u64,
    /// Data keys that none of the master keys at hand has wrapped.
    pub unopened_data_keys: u64,
    /// Credentials that are sealed with those.
    pub unopened_credentials: u64,
    /// Entries of the audit trail.
    pub audit_entries: u64,
}

#[derive(Serialize)]
struct Which {
    kek: KeyId,
    here: String,
}

impl Seen {
    /// Looks at main; nothing where no vault was made yet.
    ///
    /// # Errors
    /// When main has no tables for one, or does not let us look.
    pub async fn find(door: &Door) -> Result<Option<Self>> {
        let session = door.open().await?;
        let table = KeyTable::read(&session).await?;
        Ok(table.deployment().map(|deployment| Self { session, table, deployment }))
    }

    /// The same where there must be one.
    ///
    /// # Errors
    /// When there is none, or main does not let us look.
    pub async fn look(door: &Door) -> Result<Self> {
        Self::find(door).await?.ok_or_else(|| no_vault(&door.target))
    }

    /// The keys by name.
    pub const fn table(&self) -> &KeyTable {
        &self.table
    }

    /// The platform that the vault is of.
    pub const fn deployment(&self) -> DeploymentId {
        self.deployment
    }

    /// Whether these keys open the vault; what can be done where they do not.
    ///
    /// # Errors
    /// When none of them opens it.
    pub fn opens(&self, ring: &Ring) -> Result<Key> {
        self.table.audit_key(ring, self.deployment).map_err(|fault| self.table.lost(ring, &fault))
    }

    /// Counts what there is. Nothing is opened: a box counts by the name of the key that wrapped it.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn standing(&self, at_hand: &[KeyId]) -> Result<Standing> {
        let kek = self.table.active().ok_or_else(|| no_vault(self.session.target()))?.id;
        let here: Vec<String> = at_hand.iter().map(ToString::to_string).collect();
        let which = Which { kek, here: format!("{{{}}}", here.join(",")) };
        let rows = self
            .session
            .rows(&render(File::VaultCounts, which), "could not count what the vault holds")
            .await?;
        let row = rows.first().ok_or_else(|| garbled(&self.session))?;
        let number = |column: usize| -> Result<u64, Failure> {
            let text = row.get(column).and_then(Option::as_deref);
            text.and_then(|text| text.parse().ok()).ok_or_else(|| garbled(&self.session))
        };
        Ok(Standing {
            courses: number(0)?,
            credentials: number(1)?,
            data_keys: number(2)?,
            audit_entries: number(3)?,
            waiting: number(4)?,
            by_earlier: number(5)?,
            unopened_data_keys: number(6)?,
            unopened_credentials: number(7)?,
        })
    }
}
