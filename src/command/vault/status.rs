//! `provost vault status`: which keys there are, and where the one at hand comes from.

use super::source::Source;
use super::{main_door, open_with};
use crate::command::Context;
use crate::failure::Result;
use crate::pg::vault::{KeyRow, KeyState};
use crate::render::Table;
use crate::vault::{DeploymentId, KeyId};
use serde::Serialize;

#[derive(Serialize)]
struct Status {
    source: String,
    deployment: DeploymentId,
    keys: Vec<Known>,
    courses: u64,
    credentials: u64,
    data_keys: u64,
    /// Data keys that the active master key has not wrapped.
    waiting: u64,
    audit_entries: u64,
}

#[derive(Serialize)]
struct Known {
    #[serde(flatten)]
    row: KeyRow,
    at_hand: bool,
}

pub(super) async fn status(context: &Context<'_>) -> Result<()> {
    let door = main_door(context).await?;
    let source = Source::of(context)?;
    let said = source.to_string();
    let vault = open_with(&door, source).await?;
    let at_hand = vault.at_hand();
    let [courses, credentials, data_keys, audit_entries] = vault.counts().await?;
    let rows = vault.table().master;
    let keys = rows.into_iter().map(|row| Known { at_hand: at_hand.contains(&row.id), row }).collect();
    let (waiting, _) = vault.waiting().await?;
    let deployment = vault.deployment();
    let status =
        Status { source: said, deployment, keys, courses, credentials, data_keys, waiting, audit_entries };
    context.show(&status, || text(&status, &at_hand, context.printer.width()))
}

fn text(status: &Status, at_hand: &[KeyId], width: Option<usize>) -> String {
    let mut table = Table::new(["MASTER KEY", "STATE", "HERE", "WRAPS", "MADE ON", "KEPT IN"]).right(3);
    for Known { row, at_hand } in &status.keys {
        let state = match row.state {
            KeyState::Active => "active",
            KeyState::DecryptOnly => "opens only",
            KeyState::Lost => "lost",
        };
        let here = if *at_hand { "yes" } else { "no" };
        table.row([
            row.id.to_string(),
            state.to_owned(),
            here.to_owned(),
            row.wraps.to_string(),
            row.created_at.clone(),
            row.hint.clone(),
        ]);
    }
    let mut text = table.render(width);
    let unknown = at_hand.iter().filter(|id| !status.keys.iter().any(|known| known.row.id == **id)).count();
    text += &format!(
        "{} credentials of {} courses, {} data keys, {} entries in the audit trail\nthe master key comes from {}\n",
        status.credentials, status.courses, status.data_keys, status.audit_entries, status.source
    );
    if status.waiting > 0 {
        text += &format!(
            "a rotation is under way: {} data keys are to be wrapped; go on with `provost vault rotate`\n",
            status.waiting
        );
    }
    if unknown > 0 {
        text += "the newest key there is not in use yet: `provost vault rotate` begins with it\n";
    }
    text
}
