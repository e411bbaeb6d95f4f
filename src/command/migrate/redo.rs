//! `provost migrate redo`: undoes the newest migrations and applies them again.

use super::run::{self, Job};
use crate::cli::migrate::Redo as Args;
use crate::command::{Context, target};
use crate::failure::Result;
use crate::pg::apply::Options;
use crate::plan::{self, Goal, OutOfOrder};
use crate::render::plan::Asked;

pub(super) async fn redo(context: &Context<'_>, args: &Args) -> Result<()> {
    let work = target::resolve(context).await?;
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let mut back = work.wanted(Goal::Back(args.count as usize), OutOfOrder::Apply);
    let undo = plan::revert(&back, &found)?;
    back.goal = back.goal.settled(&undo, &found);
    if args.dry_run || undo.is_empty() {
        let asked = Asked { goal: back.goal, out_of_order: OutOfOrder::Apply, single_transaction: false };
        return run::show(context, &undo, asked);
    }
    let ids: Vec<&str> = undo.steps.iter().map(|step| step.id.as_str()).collect();
    run::confirm(context, &undo, &format!("undoes {} and applies them again on", ids.join(", ")))?;
    let newest = found.rows().last().map(|row| row.version);
    let forth = work.wanted(newest.map_or(Goal::Latest, Goal::Version), OutOfOrder::Apply);
    let options = Options::default();
    let undone = Job { work: &work, session, plan: undo, options, verb: "undid" };
    run::apply_quietly(context, undone, &|found| plan::revert(&back, found)).await?;
    let session = work.door.open().await?;
    let plan = plan::build(&forth, &work.look(&session).await?)?;
    let job = Job { work: &work, session, plan, options, verb: "applied again" };
    run::apply(context, job, &|found| plan::build(&forth, found)).await
}
