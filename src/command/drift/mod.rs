//! `provost drift`: one file a verb. Nothing here writes to a database.

mod check;
mod diff;
mod report;
mod snapshot;

use super::Context;
use crate::cli::drift::Command;
use crate::failure::Result;

/// Runs a verb of `drift`.
pub(super) async fn drift(context: &Context<'_>, args: Command) -> Result<()> {
    match args {
        Command::Check(args) => check::check(context, &args).await,
        Command::Snapshot(args) => snapshot::snapshot(context, &args).await,
        Command::Diff(args) => diff::diff(context, &args).await,
    }
}
