//! `provost fleet`: one file a verb.

mod drift;
mod judged;
#[cfg(debug_assertions)]
mod listed;
mod members;
mod plan;
mod report;
mod resume;
mod run;
mod status;
mod up;
mod validate;
mod worker;

use super::Context;
use crate::cli::fleet::Command;
use crate::failure::Result;

/// Runs a verb of `fleet`.
pub(super) async fn fleet(context: &Context<'_>, verb: Command) -> Result<()> {
    match verb {
        Command::Plan(args) => plan::plan(context, &args).await,
        Command::Up(args) => up::up(context, &args).await,
        Command::Status(args) => status::status(context, &args).await,
        Command::Resume(args) => resume::resume(context, &args).await,
        Command::Drift(args) => drift::drift(context, &args).await,
        Command::Validate(args) => validate::validate(context, &args).await,
        Command::Worker(args) => worker::worker(context, &args).await,
    }
}
