//! `provost migrate`: one file a verb.

mod down;
mod plan;
mod run;
mod status;
mod up;

use super::Context;
use crate::cli::migrate::Command;
use crate::failure::Result;

/// Runs a verb of `migrate`.
pub(super) async fn migrate(context: &Context<'_>, args: Command) -> Result<()> {
    match args {
        Command::Plan(args) => plan::plan(context, &args).await,
        Command::Up(args) => up::up(context, &args).await,
        Command::Down(args) => down::down(context, &args).await,
        Command::Status(args) => status::status(context, &args).await,
    }
}
