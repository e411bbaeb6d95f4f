//! `provost migrate`: one file a verb.

use super::Context;
use crate::cli::migrate::Command;
use crate::failure::Result;

/// Runs a verb of `migrate`.
pub(super) async fn migrate(_context: &Context<'_>, args: Command) -> Result<()> {
    match args {}
}
