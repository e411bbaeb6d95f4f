//! `provost migrate baseline`: a database that has the tables already starts its history.

use super::run::{self, Looked, Manner};
use crate::cli::migrate::Baseline as Args;
use crate::command::Context;
use crate::command::target::Work;
use crate::failure::Result;
use crate::pg::Session;
use crate::plan::{self, Goal, OutOfOrder, Presence};
use crate::sqltext::Object;
use std::collections::BTreeMap;

pub(super) async fn baseline(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Apply);
    let presence = match args.version {
        Some(_) => BTreeMap::new(),
        None => presence(&work, &session).await?,
    };
    let build = |found: &_| match args.version {
        Some(version) => plan::baseline(&wanted, found, version),
        None => plan::detect(&wanted, found, &presence),
    };
    let question = Some("records migrations as applied, without running them, on".to_owned());
    let manner = Manner { dry_run: args.dry_run, question, verb: "recorded", ..Manner::default() };
    run::carry_out(context, &work, session, build(&found)?, manner, &build).await
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
