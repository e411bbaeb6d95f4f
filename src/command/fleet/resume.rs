//! `provost fleet resume`: goes on with a rollout.

use super::members::Fleet;
use super::run;
use crate::cli::fleet::Resume as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::fleet::RolloutState;
use crate::model::course::Selector;

pub(super) async fn resume(context: &Context<'_>, args: &Args) -> Result<()> {
    let fleet = Fleet::open(context, &Selector::All).await?;
    let rollout = fleet.ledger.find(named(&args.run)).await?;
    if rollout.state == RolloutState::Superseded {
        return Err(Failure::new(Kind::Refused, format!("the rollout `{}` does not go on", rollout.run))
            .because("a later rollout took its place")
            .database("unchanged")
            .hint("go on with the last one: `provost fleet resume last`"));
    }
    run::same_files(&fleet, &rollout)?;
    context.announce(&fleet.main.target);
    let rollout = fleet.ledger.resume(&rollout, context.options.target.yes, args.keep_going).await?;
    context.printer.say(format_args!("rollout {} goes on", rollout.run));
    run::carry(context, fleet, rollout, run::jobs(context, args.jobs.jobs)).await
}

/// A rollout's name; nothing for `last`.
pub(super) fn named(run: &str) -> Option<&str> {
    (run != "last").then_some(run)
}
