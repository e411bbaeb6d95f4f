//! `provost fleet worker`: helps a rollout that was begun elsewhere.

use super::members::Fleet;
use super::resume::named;
use super::run;
use crate::cli::fleet::Worker as Args;
use crate::command::Context;
use crate::failure::Result;
use crate::model::course::Selector;

pub(super) async fn worker(context: &Context<'_>, args: &Args) -> Result<()> {
    let fleet = Fleet::open(context, &Selector::All).await?;
    let rollout = fleet.ledger.find(named(&args.run)).await?;
    run::same_files(&fleet, &rollout)?;
    context.announce(&fleet.main.target);
    run::carry(context, fleet, rollout, run::jobs(context, args.jobs.jobs)).await
}
