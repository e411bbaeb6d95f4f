//! `provost migrate baseline`: a database that has the tables already starts its history.

use super::run::{self, Job};
use crate::cli::migrate::Baseline as Args;
use crate::command::Context;
use crate::command::target::{self, Work};
use crate::failure::Result;
use crate::model::Found;
use crate::pg::Session;
use crate::pg::apply::Options;
use crate::plan::{self, Goal, OutOfOrder, Plan, Presence, Wanted};
use crate::render::plan::Asked;
use crate::sqltext::Object;
use std::collections::BTreeMap;

pub(super) async fn baseline(context: &Context<'_>, args: &Args) -> Result<()> {
    let work = target::resolve(context).await?;
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Apply);
    let presence = match args.version {
        Some(_) => BTreeMap::new(),
        None => presence(&work, &session).await?,
    };
    let build = |found: &Found| -> Result<Plan> { build(&wanted, found, args, &presence) };
    let plan = build(&found)?;
    if args.dry_run || plan.is_empty() {
        let asked = Asked { goal: Goal::Latest, out_of_order: OutOfOrder::Apply, single_transaction: false };
        return run::show(context, &plan, asked);
    }
    run::confirm(context, &plan, "records migrations as applied, without running them, on")?;
    let job = Job { work: &work, session, plan, options: Options::default(), verb: "recorded" };
    run::apply(context, job, &build).await
}

fn build(
    wanted: &Wanted<'_>,
    found: &Found,
    args: &Args,
    presence: &BTreeMap<String, Presence>,
) -> Result<Plan> {
    match args.version {
        Some(version) => plan::baseline(wanted, found, version),
        None => plan::detect(wanted, found, presence),
    }
}

/// Looks for what each file makes, all in one question.
async fn presence(work: &Work, session: &Session) -> Result<BTreeMap<String, Presence>> {
    let mut files: Vec<(&str, Vec<Object>)> = Vec::new();
    for migration in &work.folder.migrations {
        files.push((&migration.stem, plan::looked_for(migration)?));
    }
    let all: Vec<&Object> = files.iter().flat_map(|(_, objects)| objects).collect();
    let mut there = session.presence(&all).await?.into_iter();
    let of_file = |(stem, objects): (&str, Vec<Object>)| {
        let found: Vec<bool> = there.by_ref().take(objects.len()).collect();
        (stem.to_owned(), Presence::of(&found))
    };
    Ok(files.into_iter().map(of_file).collect())
}
