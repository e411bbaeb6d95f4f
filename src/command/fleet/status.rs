//! `provost fleet status`: how far a rollout is.

use super::members;
use super::report;
use super::resume::named;
use crate::cli::fleet::Status as Args;
use crate::command::Context;
use crate::failure::Result;
use crate::fleet::{RolloutState, verdict};
use crate::pg::fleet::Ledger;

pub(super) async fn status(context: &Context<'_>, args: &Args) -> Result<()> {
    let ledger = Ledger::open(&members::main(context).await?).await?;
    let rollout = ledger.find(args.run.as_deref().and_then(named)).await?;
    let lines = ledger.lines(rollout.epoch).await?;
    report::show(context, &rollout, &lines, args.all)?;
    match verdict(&lines) {
        // What is under way is not wrong yet.
        Some(kind) if rollout.state != RolloutState::Running => Err(report::failure(kind, &rollout, &lines)),
        _ => Ok(()),
    }
}
