//! Which keys a vault has, by name. The keys themselves come from a source outside of the database.

use crate::failure::{Failure, Kind, Result};
use crate::pg::Session;
use crate::pg::message::Row;
use crate::render::sql::{File, render};
use crate::vault::{Context, DeploymentId, Fault, Key, KeyId, Ring};
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use tokio_postgres::error::SqlState;

/// Where master keys come from.
pub trait KeySource {
    /// The keys that are to be had. `table` says what the database knows of them: some sources keep the key there, wrapped by
    /// somebody else.
    fn ring<'a>(&'a self, table: &'a KeyTable) -> LocalBoxFuture<'a, Result<Ring>>;
}

/// What a key is still good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// It wraps what is new.
    Active,
    /// It opens what it wrapped.
    DecryptOnly,
    /// It was given up.
    Lost,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyRow {
    /// Its name.
    pub id: KeyId,
    /// What it is still good for.
    pub state: KeyState,
    /// Where it was when it was made.
    pub hint: String,
    /// The key as a command outside wrapped it.
    #[serde(skip)]
    pub wrapped: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// How many data keys it wraps.
    pub wraps: u64,
}

/// All that the database knows of the vault's keys.
#[derive(Debug, Clone, Default)]
pub struct KeyTable {
    deployment: Option<DeploymentId>,
    /// Master keys, the active one first.
    pub master: Vec<KeyRow>,
    /// Keys of the audit trail, the active one first.
    pub audit: Vec<KeyRow>,
    /// The audit trail's keys, wrapped: its name, by which master key, and the box.
    wraps: Vec<(KeyId, KeyId, String)>,
}

impl KeyTable {
    /// Asks main.
    ///
    /// # Errors
    /// When main has no tables of a vault, or does not let us read them.
    pub async fn read(session: &Session) -> Result<Self> {
        let answer = session.ask(&render(File::VaultKeys, ())).await.map_err(|error| {
            let noun = session.target().noun();
            let failure = session
                .failure(Kind::Connect, format!("could not look at the vault of {noun}"), &error)
                .database("unchanged");
            match error.code() {
                Some(&SqlState::UNDEFINED_TABLE) => failure
                    .with_kind(Kind::Refused)
                    .hint("bring main up with `provost provision main`: its files make the vault's tables"),
                _ => failure,
            }
        })?;
        let mut table = Self::default();
        for row in answer.rows(0) {
            let (deployment, kind, key) = key(row).ok_or_else(|| garbled(session))?;
            table.deployment = Some(deployment);
            if kind == "audit" { table.audit.push(key) } else { table.master.push(key) }
        }
        for row in answer.rows(1) {
            table.wraps.push(wrap(row).ok_or_else(|| garbled(session))?);
        }
        Ok(table)
    }

    /// The platform that the keys belong to; nothing where there is no vault yet.
    pub const fn deployment(&self) -> Option<DeploymentId> {
        self.deployment
    }

    /// The master key that wraps what is new.
    pub fn active(&self) -> Option<&KeyRow> {
        self.master.iter().find(|row| row.state == KeyState::Active)
    }

    /// What is known of a master key.
    pub fn row(&self, id: KeyId) -> Option<&KeyRow> {
        self.master.iter().find(|row| row.id == id)
    }

    /// The name of the audit trail's key.
    pub fn active_audit(&self) -> Option<KeyId> {
        self.audit.iter().find(|row| row.state == KeyState::Active).map(|row| row.id)
    }

    /// The key that seals the audit trail.
    pub(super) fn audit_key(&self, ring: &Ring, deployment: DeploymentId) -> Result<Key, Fault> {
        let id = self.active_audit().ok_or(Fault::Format("there is no active key of the audit trail"))?;
        self.audit_key_of(ring, deployment, id)
    }

    /// A key that once sealed the audit trail.
    pub(super) fn audit_key_of(
        &self,
        ring: &Ring,
        deployment: DeploymentId,
        id: KeyId,
    ) -> Result<Key, Fault> {
        let context = Context::audit(deployment);
        let wraps = self.wraps.iter().filter(|(key, ..)| *key == id);
        unwrap(ring, &context, id, wraps.map(|(_, _, wrapped)| wrapped.as_str()))
    }

    /// What can and cannot be done when the keys at hand do not open the vault.
    pub(super) fn lost(&self, ring: &Ring, fault: &Fault) -> Failure {
        let at_hand: Vec<String> = ring.keys().iter().map(|key| format!("`{}`", key.id())).collect();
        let wanted: Vec<String> =
            self.master.iter().filter(|row| row.state != KeyState::Lost).map(named).collect();
        fault
            .failure("the keys at hand do not open the vault")
            .because(format!("at hand: {}; the vault is locked with {}", at_hand.join(", "), wanted.join(" or ")))
            .database("unchanged")
            .hint("if every copy of the key is gone, nobody can open the stored credentials: course databases and main itself are untouched; begin anew with `provost vault init --replace-lost`, and have each rep hand over credentials again")
    }
}

fn named(row: &KeyRow) -> String {
    if row.hint.is_empty() { format!("`{}`", row.id) } else { format!("`{}` (made at {})", row.id, row.hint) }
}

/// Unwraps a key with the first of some boxes whose master key is at hand.
pub(super) fn unwrap<'a>(
    ring: &Ring,
    context: &Context,
    id: KeyId,
    wraps: impl Iterator<Item = &'a str>,
) -> Result<Key, Fault> {
    let mut fault = Fault::Format("no master key has wrapped it");
    for wrapped in wraps {
        match ring.unwrap_key(context, id, wrapped) {
            Ok(key) => return Ok(key),
            // A box that is at fault says more than a key that is not here.
            Err(other) if !matches!(other, Fault::UnknownKey(_)) || matches!(fault, Fault::Format(_)) => {
                fault = other
            }
            Err(_) => {}
        }
    }
    Err(fault)
}

fn key(row: &Row) -> Option<(DeploymentId, String, KeyRow)> {
    let text = |column: usize| row.get(column).cloned().flatten();
    let state = match text(3)?.as_str() {
        "active" => KeyState::Active,
        "decrypt_only" => KeyState::DecryptOnly,
        "lost" => KeyState::Lost,
        _ => return None,
    };
    let key = KeyRow {
        id: text(0)?.parse().ok()?,
        state,
        hint: text(4)?,
        wrapped: text(5),
        created_at: text(6)?,
        wraps: text(7)?.parse().ok()?,
    };
    Some((text(1)?.parse().ok()?, text(2)?, key))
}

fn wrap(row: &Row) -> Option<(KeyId, KeyId, String)> {
    let text = |column: usize| row.get(column)?.as_deref();
    Some((text(0)?.parse().ok()?, text(1)?.parse().ok()?, text(2)?.to_owned()))
}

/// The tables do not hold what their constraints promise.
pub(super) fn garbled(session: &Session) -> Failure {
    Failure::new(
        Kind::Secret,
        format!("the vault's tables in {} hold what they cannot", session.target().noun()),
    )
    .because("a name, a number or a state is none")
    .hint("compare main with its files: `provost drift check`")
}
