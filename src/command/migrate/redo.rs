//! `provost migrate redo`: undoes the newest migrations and applies them again.

use super::run::{self, Looked, Manner};
use crate::cli::migrate::Redo as Args;
use crate::command::Context;
use crate::failure::Result;
use crate::plan::{self, Goal, OutOfOrder};

pub(super) async fn redo(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let mut back = work.wanted(Goal::Back(args.count as usize), OutOfOrder::Apply);
    let undo = plan::revert(&back, &found)?;
    back.goal = back.goal.settled(&undo, &found);
    let question = Some(format!("undoes {} and applies them again on", undo.ids()));
    let manner = Manner { dry_run: args.dry_run, question, verb: "undid", ..Manner::default() };
    let revert = |found: &_| plan::revert(&back, found);
    if args.dry_run || undo.is_empty() {
        return run::carry_out(context, &work, session, undo, manner, &revert).await;
    }
    let undone = run::apply(context, &work, session, &undo, &manner, &revert).await?;
    if undone.failure.is_some() {
        return run::end(context, &work, &undo, undone, manner.verb).await;
    }
    run::tell(context, &work, &undone).await;
    let newest = found.rows().last().map(|row| row.version);
    let forth = work.wanted(newest.map_or(Goal::Latest, Goal::Version), OutOfOrder::Apply);
    let session = work.door.open().await?;
    let plan = plan::build(&forth, &work.look(&session).await?)?;
    let manner = Manner { verb: "applied again", ..Manner::default() };
    run::carry_out(context, &work, session, plan, manner, &|found| plan::build(&forth, found)).await
}
