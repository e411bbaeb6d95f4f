//! What the verbs share: a target that was looked at, and one plan, shown or applied.

use crate::access::Drift;
use crate::cli::Format;
use crate::cli::migrate::Steps;
use crate::command::Context;
use crate::command::target::{self, Work};
use crate::failure::{Failure, Result};
use crate::finding::Finding;
use crate::model::Found;
use crate::pg::Session;
use crate::pg::apply::{self, Done, Options, Outcome};
use crate::plan::{Goal, OutOfOrder, Plan};
use crate::render::json::ErrorDocument;
use crate::render::plan::{Asked, PlanDocument};
use crate::render::{self, duration};
use serde::Serialize;
use std::time::Duration;

/// A target that was looked at.
pub(in crate::command) struct Looked {
    pub(in crate::command) work: Work,
    pub(in crate::command) session: Session,
    pub(in crate::command) found: Found,
}

/// Reads the files, connects and looks; nothing is written.
pub(in crate::command) async fn look(context: &Context<'_>) -> Result<Looked> {
    let work = target::resolve(context).await?;
    let (session, found) = work.open().await?;
    Ok(Looked { work, session, found })
}

/// What to do with generated objects that were changed by hand.
pub(super) const fn drift(steps: &Steps) -> Drift {
    if steps.restore_access { Drift::Restore } else { Drift::Refuse }
}

/// How a plan is carried out.
#[derive(Default)]
pub(in crate::command) struct Manner {
    /// Show it, and do nothing.
    pub(super) dry_run: bool,
    /// What a person has to agree to, before the target's name: "undoes V003 on".
    pub(super) question: Option<String>,
    /// Says what was done: "applied", "undid", "recorded".
    pub(super) verb: &'static str,
    pub(super) options: Options,
}

/// How a plan was asked for, where nothing can be asked.
pub(in crate::command) const ALL: Asked =
    Asked { goal: Goal::Latest, out_of_order: OutOfOrder::Apply, single_transaction: false };

/// Shows a plan, or asks and applies it, and prints what was done. `build` makes it again from what the history says under the lock.
pub(super) async fn carry_out(
    context: &Context<'_>,
    work: &Work,
    session: Session,
    plan: Plan,
    manner: Manner,
    build: &dyn Fn(&Found) -> Result<Plan>,
) -> Result<()> {
    if manner.dry_run {
        return show(context, &plan, ALL);
    }
    warn(context, &plan.notices);
    let outcome = match plan.is_empty() {
        true => Outcome::nothing(&plan),
        false => apply(context, work, session, &plan, &manner, build).await?,
    };
    end(context, work, &plan, outcome, manner.verb).await
}

/// Tells main what a run did where it has the course, prints it, and hands the run's failure on.
pub(super) async fn end(
    context: &Context<'_>,
    work: &Work,
    plan: &Plan,
    outcome: Outcome,
    verb: &str,
) -> Result<()> {
    tell(context, work, &outcome).await;
    report(context, plan, &outcome, verb)?;
    outcome.failure.map_or(Ok(()), Err)
}

/// Tells main what a run did where it has the course. A run that failed at once has seen nothing that main should know.
pub(super) async fn tell(context: &Context<'_>, work: &Work, outcome: &Outcome) {
    if let Some(registered) =
        work.registered.as_ref().filter(|_| outcome.failure.is_none() || outcome.steps() > 0)
    {
        registered.tell(context, outcome).await;
    }
}

/// Asks and applies a plan.
pub(in crate::command) async fn apply(
    context: &Context<'_>,
    work: &Work,
    session: Session,
    plan: &Plan,
    manner: &Manner,
    build: &dyn Fn(&Found) -> Result<Plan>,
) -> Result<Outcome> {
    if let Some(question) = &manner.question {
        let name = plan.target.label.as_ref().unwrap_or(&plan.target.database);
        context.confirm(&format!("{question} {}", plan.target.noun()), name)?;
    }
    context.announce(&plan.target);
    context.database_is("a transaction that was under way is rolled back; what was committed stays");
    let mut progress = context.printer.progress();
    Ok(apply::apply(&work.door, session, plan, build, manner.options, &mut progress, context.stopping())
        .await)
}

/// Shows a plan and does nothing.
pub(in crate::command) fn show(context: &Context<'_>, plan: &Plan, asked: Asked) -> Result<()> {
    warn(context, &plan.notices);
    context.show(&PlanDocument::new(plan, asked), || match plan.is_empty() {
        true => "nothing to do\n".to_owned(),
        false => render::plan::plan(plan, context.printer.width()),
    })
}

fn warn(context: &Context<'_>, notices: &[Finding]) {
    if !notices.is_empty() {
        context.printer.say(render::findings(notices).trim_end());
    }
}

#[derive(Serialize)]
struct Report<'a> {
    target: &'a crate::model::Target,
    done: Vec<DoneDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<crate::render::json::ErrorBody<'a>>,
}

#[derive(Serialize)]
struct DoneDocument<'a> {
    id: &'a str,
    title: &'a str,
    seconds: f64,
}

fn report(context: &Context<'_>, plan: &Plan, outcome: &Outcome, verb: &str) -> Result<()> {
    if context.options.output.format == Format::Json {
        return context.printer.json(&Report {
            target: &plan.target,
            done: outcome.done.iter().map(done_document).collect(),
            error: outcome.failure.as_ref().map(|failure| ErrorDocument::from(failure).error),
        });
    }
    // Making the history's tables is no migration: "nothing to do" would be said beside an error.
    if outcome.failure.is_some() && outcome.done.iter().all(|done| done.id == "history") {
        return Ok(());
    }
    context.printer.document(&summary(&outcome.done, outcome.failure.as_ref(), verb))
}

fn done_document(done: &Done) -> DoneDocument<'_> {
    DoneDocument { id: &done.id, title: &done.title, seconds: done.elapsed.as_secs_f64() }
}

fn summary(done: &[Done], failure: Option<&Failure>, verb: &str) -> String {
    let is_access = |done: &&&Done| done.id.starts_with("access:");
    let rules = done.iter().filter(|done| is_access(&done)).count();
    let steps: Vec<&Done> = done.iter().filter(|done| done.id != "history" && !is_access(&done)).collect();
    let but = if failure.is_some() { " before the failure" } else { "" };
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return match rules {
            0 => "nothing to do\n".to_owned(),
            _ => format!("brought access to its rules{but}: {rules} {}\n", places(rules)),
        };
    };
    let time: Duration = steps.iter().map(|done| done.elapsed).sum();
    let which = if steps.len() == 1 { first.id.clone() } else { format!("{}–{}", first.id, last.id) };
    let noun = if steps.len() == 1 { "migration" } else { "migrations" };
    let access = if rules == 0 {
        String::new()
    } else {
        format!("; brought access to its rules: {rules} {}", places(rules))
    };
    format!("{verb} {} {noun}{but}: {which} ({}){access}\n", steps.len(), duration(time))
}

const fn places(count: usize) -> &'static str {
    if count == 1 { "place" } else { "places" }
}
