//! `provost vault status`: which keys there are, which of them are at hand, and where those come from.

use super::main_door;
use super::source::Source;
use super::state::State;
use crate::command::Context;
use crate::failure::Result;
use crate::pg::vault::{KeyRow, KeyState, Seen, Standing};
use crate::render::Table;
use crate::vault::{DeploymentId, KeyId};
use serde::Serialize;

#[derive(Serialize)]
struct Status<'a> {
    source: String,
    deployment: DeploymentId,
    /// Whether the keys at hand open the vault.
    opens: bool,
    keys: Vec<Known<'a>>,
    at_hand: &'a [KeyId],
    #[serde(flatten)]
    standing: Standing,
}

#[derive(Serialize)]
struct Known<'a> {
    #[serde(flatten)]
    row: &'a KeyRow,
    at_hand: bool,
}

/// Shows it also where the keys at hand do not open the vault: that is when a person asks which keys it wants.
pub(super) async fn status(context: &Context<'_>) -> Result<()> {
    let door = main_door(context).await?;
    let source = Source::of(context)?;
    let state = State::of(Seen::look(&door).await?, &source).await?;
    let known = |row| Known { row, at_hand: state.at_hand.contains(&row.id) };
    let status = Status {
        source: source.to_string(),
        deployment: state.seen.deployment(),
        opens: state.fault.is_none(),
        keys: state.seen.table().master.iter().map(known).collect(),
        at_hand: &state.at_hand,
        standing: state.standing,
    };
    context.show(&status, || text(&status, &state, context.printer.width()))?;
    state.fault.map_or(Ok(()), Err)
}

fn text(status: &Status<'_>, state: &State, width: Option<usize>) -> String {
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
    let Standing { credentials, courses, data_keys, audit_entries, waiting, .. } = status.standing;
    let mut text = table.render(width);
    text += &format!(
        "{credentials} credentials of {courses} courses, {data_keys} data keys, {audit_entries} entries in the audit trail\nthe master key comes from {}\n",
        status.source
    );
    if waiting > 0 {
        text += &format!(
            "a rotation is under way: {waiting} data keys are to be wrapped; go on with `provost vault rotate`\n"
        );
    }
    match (state.has_unused(), status.opens) {
        (true, true) => {
            text += "the newest key there is not in use yet: `provost vault rotate` begins with it\n";
        }
        (true, false) => {
            let here: Vec<String> = status.at_hand.iter().map(|id| format!("`{id}`")).collect();
            text += &format!("at hand: {}\n", here.join(", "));
        }
        (false, _) => {}
    }
    text
}
