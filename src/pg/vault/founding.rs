//! A new vault: its first master key, and the key of its audit trail.

use super::trail::{Act, Actor, append};
use super::{KeyState, KeyTable};
use crate::failure::{Failure, Kind, Result};
use crate::pg::{Door, Session};
use crate::render::sql::{File, render};
use crate::vault::{Context, DeploymentId, Fresh, Key, KeyId, seal_key};
use serde::Serialize;

/// A vault that was made.
#[derive(Debug, Serialize)]
pub struct Founded {
    /// The master key's name.
    pub key: KeyId,
    /// The platform's.
    pub deployment: DeploymentId,
    /// Master keys that were given up for it.
    pub lost: usize,
}

#[derive(Serialize)]
struct New {
    lost: bool,
    kek: KeyId,
    audit: KeyId,
    deployment: DeploymentId,
    hint: String,
    wrapped: Option<String>,
    audit_wrapped: String,
}

/// A place where a vault may be made.
pub struct Vacant {
    session: Session,
    table: KeyTable,
    /// The platform that it will be of.
    pub deployment: DeploymentId,
}

/// Whether a vault may be made here.
///
/// # Errors
/// When there is one, and it is not to be given up; or there is none to give up.
pub async fn vacant(door: &Door, replace_lost: bool) -> Result<Vacant> {
    let session = door.open().await?;
    let table = KeyTable::read(&session).await?;
    let noun = session.target().noun();
    match (table.active(), replace_lost) {
        (Some(key), false) => Err(Failure::new(Kind::Refused, format!("{noun} has a vault already"))
            .because(format!("its master key is `{}`, made on {}", key.id, key.created_at))
            .database("unchanged")
            .hint("look at it with `provost vault status`; change its key with `provost vault rotate`")),
        (None, true) => {
            Err(Failure::new(Kind::Refused, format!("{noun} has no vault whose key could be lost"))
                .database("unchanged")
                .hint("make one with `provost vault init`"))
        }
        _ => {
            let deployment = match table.deployment() {
                Some(deployment) => deployment,
                None => DeploymentId(Key::fresh()?.id().0),
            };
            Ok(Vacant { session, table, deployment })
        }
    }
}

/// Makes a vault with this master key. `hint` says where the key is kept, `wrapped` is the key as a command outside wrapped it.
///
/// # Errors
/// When there is one already, or main does not let us.
pub async fn found(
    vacant: Vacant,
    key: &Key,
    hint: String,
    wrapped: Option<String>,
    actor: &Actor,
) -> Result<Founded> {
    let Vacant { session, table, deployment } = vacant;
    let audit = Key::fresh()?;
    let audit_wrapped = seal_key(key, &Context::audit(deployment), &audit, Fresh::draw()?);
    let lost = table.master.iter().filter(|row| row.state != KeyState::Lost).count();
    let new =
        New { lost: lost > 0, kek: key.id(), audit: audit.id(), deployment, hint, wrapped, audit_wrapped };
    session.write(&render(File::VaultInit, new), "could not make a vault").await?;
    let detail = format!("master key {}, {lost} given up", key.id());
    append(&session, &audit, actor, &Act { action: "init", course: None, detail: &detail }, "done").await?;
    Ok(Founded { key: key.id(), deployment, lost })
}
