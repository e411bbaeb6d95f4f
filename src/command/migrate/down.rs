//! `provost migrate down`: undoes with the down files.

use super::run::{self, Job};
use crate::cli::migrate::Down as Args;
use crate::command::{Context, target};
use crate::failure::Result;
use crate::pg::apply::Options;
use crate::plan::{self, OutOfOrder};
use crate::render::plan::Asked;

pub(super) async fn down(context: &Context<'_>, args: &Args) -> Result<()> {
    let work = target::resolve(context).await?;
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let mut wanted = work.wanted(args.to, OutOfOrder::Apply);
    let plan = plan::revert(&wanted, &found)?;
    wanted.goal = wanted.goal.settled(&plan, &found);
    let single_transaction = args.single_transaction;
    if args.dry_run || plan.is_empty() {
        let asked = Asked { goal: wanted.goal, out_of_order: wanted.out_of_order, single_transaction };
        return run::show(context, &plan, asked);
    }
    let ids: Vec<&str> = plan.steps.iter().map(|step| step.id.as_str()).collect();
    run::confirm(context, &plan, &format!("undoes {} on", ids.join(", ")))?;
    let options = Options { single_transaction, frozen: false };
    let job = Job { work: &work, session, plan, options, verb: "undid" };
    run::apply(context, job, &|found| plan::revert(&wanted, found)).await
}
