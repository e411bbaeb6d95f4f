//! `provost migrate`: one file a verb.

mod adopt;
mod baseline;
mod down;
mod new;
mod plan;
mod redo;
mod repair;
mod run;
mod status;
mod up;
mod verify;

pub(super) use run::{ALL, Looked, Manner, apply, look, show};
pub(super) use up::up;

use super::Context;
use crate::cli::migrate::Command;
use crate::failure::Result;

/// Runs a verb of `migrate`.
pub(super) async fn migrate(context: &Context<'_>, args: Command) -> Result<()> {
    match args {
        Command::New(args) => new::new(context, &args),
        Command::Plan(args) => plan::plan(context, &args).await,
        Command::Up(args) => up::up(context, &args).await,
        Command::Down(args) => down::down(context, &args).await,
        Command::Redo(args) => redo::redo(context, &args).await,
        Command::Status(args) => status::status(context, &args).await,
        Command::Verify(_) => verify::verify(context).await,
        Command::Repair(args) => repair::repair(context, &args).await,
        Command::Baseline(args) => baseline::baseline(context, &args).await,
        Command::Adopt(args) => adopt::adopt(context, &args).await,
    }
}
