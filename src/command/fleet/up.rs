//! `provost fleet up`: begins a rollout and works on it.

use super::members::Fleet;
use super::{resume, run};
use crate::cli::fleet::{Resume, Up as Args};
use crate::command::Context;
use crate::failure::{Failure, Result};
use crate::fleet::{Waves, content};
use crate::pg::fleet::Opening;
use std::num::NonZeroU16;

pub(super) async fn up(context: &Context<'_>, args: &Args) -> Result<()> {
    if let Some(run) = &args.resume {
        let args = Resume { run: run.clone(), jobs: args.jobs.clone(), keep_going: args.keep_going };
        return resume::resume(context, &args).await;
    }
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    if fleet.members.is_empty() {
        return Err(Failure::bad_input(format!("there is no course in `{}`", args.courses.courses))
            .database("unchanged")
            .hint("`provost course list` shows which there are"));
    }
    let waves = args.waves.clone().unwrap_or_else(Waves::all);
    let canaries = usize::from(args.canary.map_or(0, NonZeroU16::get));
    let waves = if canaries > 0 { waves.behind_canaries(canaries) } else { waves };
    let places = waves.split(fleet.members.len());
    let opening = Opening {
        run: fleet.main.run.clone(),
        content: content(&fleet.files.folder, &fleet.files.access),
        lease: args.lease,
        per_server: args.per_server.get().into(),
        canaries,
        max_failures: (!args.keep_going).then(|| args.max_failures.of(fleet.members.len())),
        may_lose: context.options.target.yes,
        courses: fleet.members.iter().cloned().zip(places.iter().copied()).collect(),
    };
    context.announce(&fleet.main.target);
    let rollout = fleet.ledger.begin(&opening).await?;
    let count = places.last().map_or(0, |last| last + 1);
    context.printer.say(format_args!(
        "rollout {}: {} {}{}",
        rollout.run,
        fleet.members.len(),
        if fleet.members.len() == 1 { "course" } else { "courses" },
        if count > 1 { format!(" in {count} waves") } else { String::new() }
    ));
    run::carry(context, fleet, rollout, run::jobs(context, args.jobs.jobs)).await
}
