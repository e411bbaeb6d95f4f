//! `provost migrate down`: undoes with the down files.

use super::run::{self, Looked, Manner};
use crate::cli::migrate::Down as Args;
use crate::command::Context;
use crate::failure::Result;
use crate::pg::apply::Options;
use crate::plan::{self, OutOfOrder};

pub(super) async fn down(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let mut wanted = work.wanted(args.to, OutOfOrder::Apply);
    let plan = plan::revert(&wanted, &found)?;
    wanted.goal = wanted.goal.settled(&plan, &found);
    let manner = Manner {
        dry_run: args.dry_run,
        question: Some(format!("undoes {} on", plan.ids())),
        verb: "undid",
        options: Options { single_transaction: args.single_transaction, frozen: false },
    };
    run::carry_out(context, &work, session, plan, manner, &|found| plan::revert(&wanted, found)).await
}
