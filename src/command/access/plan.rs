//! `provost access plan`: what rules would change in a target.

use super::rules_needed;
use crate::access::Drift;
use crate::cli::Format;
use crate::cli::access::Plan as Args;
use crate::command::Context;
use crate::command::migrate::{ALL, Looked, look, show};
use crate::failure::{Failure, Kind, Result};
use crate::plan::{self, Action, Goal, OutOfOrder};

pub(super) async fn plan(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, found, .. } = look(context).await?;
    rules_needed(&work.access)?;
    let mut wanted = work.wanted(Goal::Latest, OutOfOrder::Warn);
    if args.restore_access {
        wanted.drift = Drift::Restore;
    }
    let mut plan = plan::build(&wanted, &found)?;
    plan.steps.retain(|step| matches!(step.action, Action::Access { .. } | Action::AccessLater));
    if args.sql && context.options.output.format == Format::Text {
        let texts: Vec<&str> =
            plan.steps.iter().map(|step| &*step.sql).filter(|sql| !sql.is_empty()).collect();
        context.printer.document(&format!("{}\n", texts.join("\n\n")))?;
    } else {
        show(context, &plan, ALL)?;
    }
    if args.check && !plan.is_empty() {
        return Err(Failure::new(
            Kind::Findings,
            format!("access of {} is not what the rules say", plan.target.noun()),
        )
        .hint("run `provost migrate up`"));
    }
    Ok(())
}
