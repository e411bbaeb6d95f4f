//! What the writing verbs share: one plan, shown or applied.

use crate::cli::Format;
use crate::command::Context;
use crate::command::target::Work;
use crate::failure::{Failure, Result};
use crate::finding::Finding;
use crate::model::Found;
use crate::pg::Session;
use crate::pg::apply::{self, Done, Options, Outcome};
use crate::plan::{Plan, RiskLevel};
use crate::render::json::ErrorDocument;
use crate::render::plan::{Asked, PlanDocument};
use crate::render::{self, duration};
use serde::Serialize;
use std::time::Duration;

/// A plan with what it takes to apply it.
pub(super) struct Job<'a> {
    pub(super) work: &'a Work,
    pub(super) session: Session,
    pub(super) plan: Plan,
    pub(super) options: Options,
    /// Says what was done: "applied", "undid", "recorded".
    pub(super) verb: &'static str,
}

/// Shows a plan and does nothing.
pub(super) fn show(context: &Context<'_>, plan: &Plan, asked: Asked) -> Result<()> {
    warn(context, &plan.notices);
    match context.options.output.format {
        Format::Json => context.printer.json(&PlanDocument::new(plan, asked)),
        Format::Text if plan.is_empty() => context.printer.document("nothing to do\n"),
        Format::Text => context.printer.document(&render::plan::plan(plan, context.printer.width())),
    }
}

/// Applies a plan and prints what was done.
pub(super) async fn apply(
    context: &Context<'_>,
    job: Job<'_>,
    build: &dyn Fn(&Found) -> Result<Plan>,
) -> Result<()> {
    let Job { work, session, plan, options, verb } = job;
    warn(context, &plan.notices);
    if plan.is_empty() {
        return report(context, &plan, &Outcome { done: Vec::new(), failure: None }, verb);
    }
    context.announce(&plan.target);
    context.database_is("a transaction that was under way is rolled back; what was committed stays");
    let mut progress = context.printer.progress();
    let outcome = apply::apply(&work.door, session, &plan, build, options, &mut progress).await;
    drop(progress);
    report(context, &plan, &outcome, verb)?;
    outcome.failure.map_or(Ok(()), Err)
}

/// Applies a plan that is one half of a command: only a failure is reported.
pub(super) async fn apply_quietly(
    context: &Context<'_>,
    job: Job<'_>,
    build: &dyn Fn(&Found) -> Result<Plan>,
) -> Result<()> {
    context.announce(&job.plan.target);
    let mut progress = context.printer.progress();
    let outcome =
        apply::apply(&job.work.door, job.session, &job.plan, build, job.options, &mut progress).await;
    drop(progress);
    match outcome.failure {
        Some(_) => {
            report(context, &job.plan, &outcome, job.verb)?;
            outcome.failure.map_or(Ok(()), Err)
        }
        None => Ok(()),
    }
}

/// Asks before steps run that lose data.
pub(super) fn confirm_losses(context: &Context<'_>, plan: &Plan) -> Result<()> {
    let losing = plan.steps.iter().filter(|step| step.risk.level == RiskLevel::Destroys);
    let reasons: Vec<String> =
        losing.map(|step| format!("{} ({})", step.id, step.risk.reasons.join("; "))).collect();
    if reasons.is_empty() {
        Ok(())
    } else {
        confirm(context, plan, &format!("loses data by {} on", reasons.join(", ")))
    }
}

/// Asks before something is lost.
pub(super) fn confirm(context: &Context<'_>, plan: &Plan, what: &str) -> Result<()> {
    let name = plan.target.label.clone().unwrap_or_else(|| plan.target.database.clone());
    context.confirm(&format!("{what} {}", plan.target.noun()), &name)
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
    if outcome.failure.is_some() && outcome.done.is_empty() {
        return Ok(());
    }
    context.printer.document(&summary(&outcome.done, outcome.failure.as_ref(), verb))
}

fn done_document(done: &Done) -> DoneDocument<'_> {
    DoneDocument { id: &done.id, title: &done.title, seconds: done.elapsed.as_secs_f64() }
}

fn summary(done: &[Done], failure: Option<&Failure>, verb: &str) -> String {
    let steps: Vec<&Done> = done.iter().filter(|done| done.id != "history").collect();
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return "nothing to do\n".to_owned();
    };
    let time: Duration = steps.iter().map(|done| done.elapsed).sum();
    let which = if steps.len() == 1 { first.id.clone() } else { format!("{}–{}", first.id, last.id) };
    let noun = if steps.len() == 1 { "migration" } else { "migrations" };
    let but = if failure.is_some() { " before the failure" } else { "" };
    format!("{verb} {} {noun}{but}: {which} ({})\n", steps.len(), duration(time))
}
