//! `provost migrate`: one file a verb.

mod new;

use super::Context;
use crate::cli::migrate::Command;
use crate::failure::Result;

/// Runs a verb of `migrate`.
pub(super) async fn migrate(context: &Context<'_>, args: Command) -> Result<()> {
    match args {
        Command::New(args) => new::new(context, &args),
    }
}
