//! A worker of this process: what `up`, `resume` and `worker` share.

use super::members::Fleet;
use super::report;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::fleet::{CourseState, Rollout, content, verdict};
use crate::pg::fleet::{Manner, News, Worker, work};
use crate::render::fleet::news;
use std::num::NonZeroU16;
use std::rc::Rc;

/// How many courses are worked on at a time where nobody says.
const JOBS: u16 = 8;

/// How many courses to work on at a time.
pub(super) fn jobs(context: &Context<'_>, given: Option<NonZeroU16>) -> usize {
    let of_project = context.project.as_ref().and_then(|file| file.project.limits.jobs);
    usize::from(given.or(of_project).map_or(JOBS, NonZeroU16::get))
}

/// Refuses files that are not those that a rollout began with.
pub(super) fn same_files(fleet: &Fleet, rollout: &Rollout) -> Result<()> {
    let here = content(&fleet.files.folder, &fleet.files.access);
    if here.is(&rollout.content) {
        return Ok(());
    }
    Err(Failure::new(Kind::Refused, format!("the files are not those of the rollout `{}`", rollout.run))
        .because(format!(
            "it began with {}, here are {here}: migrations or access rules of courses were changed since",
            rollout.content.get(..12).unwrap_or(&rollout.content)
        ))
        .database("unchanged")
        .hint("check out the files that it began with, or begin another rollout: `provost fleet up`"))
}

/// Works on a rollout until it is over, and tells what came of it.
pub(super) async fn carry(
    context: &Context<'_>,
    mut fleet: Fleet,
    rollout: Rollout,
    jobs: usize,
) -> Result<()> {
    context.database_is(format!(
        "courses that were under way are rolled back; `provost fleet status {}` shows which are done",
        rollout.run
    ));
    let manner = manner(context, jobs, rollout.may_lose);
    let worker = Worker::new(context.environment.get("HOSTNAME"));
    let mut tell = |what: &News<'_>| match what {
        News::Ended { ended, .. } if ended.state == CourseState::Done && ended.steps == 0 => {}
        _ => context.printer.say(news(what)),
    };
    let stopping = context.stopping();
    let files = Rc::clone(&fleet.files);
    work(&mut fleet.ledger, &*fleet.doors, &rollout, files, (worker, manner), &mut tell, stopping.clone())
        .await?;
    let rollout = fleet.ledger.find(Some(&rollout.run)).await?;
    let lines = fleet.ledger.lines(rollout.epoch).await?;
    report::show(context, &rollout, &lines, false)?;
    if *stopping.borrow() {
        return Err(report::interrupted(&rollout, &lines));
    }
    verdict(&lines).map_or(Ok(()), |kind| Err(report::failure(kind, &rollout, &lines)))
}

/// Tests make a worker deaf to its own clock, and take the fence away to see what it prevents; no build that is handed out can.
fn manner(context: &Context<'_>, jobs: usize, may_lose: bool) -> Manner {
    let asked = context.environment.get("PROVOST_TEST_WORKER").filter(|_| cfg!(debug_assertions));
    let is = |word: &str| asked.is_some_and(|asked| asked.split(',').any(|said| said == word));
    Manner { jobs, may_lose, looks_at_clock: !is("deaf"), fenced: !is("unfenced") }
}
