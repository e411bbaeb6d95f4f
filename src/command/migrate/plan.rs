//! `provost migrate plan`: what `up` would do.

#![expect(clippy::disallowed_methods, reason = "`--out` writes the plan to a file")]

use super::run::{self, Looked};
use crate::cli::migrate::Plan as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::plan::{self, Goal};
use crate::render::json;
use crate::render::plan::{Asked, PlanDocument};

pub(super) async fn plan(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, found, .. } = run::look(context).await?;
    let mut wanted = work.wanted(args.steps.to.unwrap_or(Goal::Latest), args.steps.out_of_order);
    wanted.drift = run::drift(&args.steps);
    let mut plan = plan::build(&wanted, &found)?;
    plan::note(&mut plan, &work.folder);
    wanted.goal = wanted.goal.settled(&plan, &found);
    let asked = Asked {
        goal: wanted.goal,
        out_of_order: wanted.out_of_order,
        single_transaction: args.steps.single_transaction,
    };
    if let Some(file) = &args.out {
        let text = json::document(&PlanDocument::new(&plan, asked))?;
        std::fs::write(context.directory.join(file), text).map_err(|error| {
            Failure::bad_input(format!("could not write the plan to `{}`", file.display()))
                .because(error)
                .hint("name a file in a folder that exists and can be written")
        })?;
    }
    run::show(context, &plan, asked)?;
    let pending = plan.steps.len();
    if args.check && pending > 0 {
        let are = if pending == 1 { "step is" } else { "steps are" };
        return Err(Failure::new(
            Kind::Findings,
            format!("{pending} {are} pending on {}", plan.target.noun()),
        )
        .hint("run `provost migrate up`"));
    }
    Ok(())
}
