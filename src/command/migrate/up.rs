//! `provost migrate up`: applies what is pending.

#![expect(clippy::disallowed_methods, reason = "`--plan` reads a reviewed plan")]

use super::run::{self, Looked, Manner};
use crate::cli::migrate::Up as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Place, Result};
use crate::pg::apply::Options;
use crate::plan::{self, Goal};
use crate::render::plan::Asked;
use crate::render::reviewed::Reviewed;
use std::path::Path;

/// Applies what is pending.
///
/// # Errors
/// What kept it from being applied.
pub(in crate::command) async fn up(context: &Context<'_>, args: &Args) -> Result<()> {
    let reviewed = args.plan.as_deref().map(|file| read(context, file)).transpose()?;
    let mut asked = reviewed.as_ref().map_or(
        Asked {
            goal: args.steps.to.unwrap_or(Goal::Latest),
            out_of_order: args.steps.out_of_order,
            single_transaction: args.steps.single_transaction,
        },
        |reviewed| reviewed.asked,
    );
    let Looked { work, session, found } = run::look(context).await?;
    let mut wanted = work.wanted(asked.goal, asked.out_of_order);
    wanted.drift = run::drift(&args.steps);
    let mut plan = plan::build(&wanted, &found)?;
    plan::note(&mut plan, &work.folder);
    if let Some(reviewed) = reviewed.as_ref().filter(|reviewed| reviewed.basis != plan.basis) {
        return Err(Failure::new(
            Kind::Refused,
            format!("the reviewed plan does not fit {} any more", plan.target.noun()),
        )
        .because(reviewed.moved(&plan))
        .database("unchanged")
        .hint("run `provost migrate plan --out FILE` and review it again"));
    }
    wanted.goal = wanted.goal.settled(&plan, &found);
    asked.goal = wanted.goal;
    if args.dry_run {
        return run::show(context, &plan, asked);
    }
    let options = Options { single_transaction: asked.single_transaction, frozen: reviewed.is_some() };
    let question = plan.losses().map(|losses| format!("loses data by {losses} on"));
    let manner = Manner { question, verb: "applied", options, ..Manner::default() };
    run::carry_out(context, &work, session, plan, manner, &|found| plan::build(&wanted, found)).await
}

fn read(context: &Context<'_>, file: &Path) -> Result<Reviewed> {
    let shown = file.display().to_string();
    let failure = |what: String, cause: String| {
        Failure::bad_input(what)
            .at(Place::file(&shown))
            .because(cause)
            .hint("make one with `provost migrate plan --out FILE`")
    };
    let text = std::fs::read_to_string(context.directory.join(file))
        .map_err(|error| failure(format!("could not read the plan `{shown}`"), error.to_string()))?;
    Reviewed::read(&text).map_err(|cause| failure(format!("`{shown}` is no plan"), cause))
}
