//! `provost migrate repair`: one row of history, shown as a difference before it is changed.

use super::run::{self, Job};
use crate::cli::Format;
use crate::cli::migrate::Repair as Args;
use crate::command::{Context, target};
use crate::failure::Result;
use crate::model::{Found, Migration};
use crate::pg::apply::Options;
use crate::plan::{self, Goal, OutOfOrder, Repair};
use crate::render::{self, plan::Asked};

pub(super) async fn repair(context: &Context<'_>, args: &Args) -> Result<()> {
    let repair = match (args.checksum, args.mark_applied, args.mark_reverted) {
        (Some(version), _, _) => Repair::Checksum(version),
        (_, Some(version), _) => Repair::MarkApplied(version),
        (_, _, Some(version)) => Repair::MarkReverted(version),
        // clap asks for one of the four.
        (None, None, None) => Repair::Widen,
    };
    let work = target::resolve(context).await?;
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Apply);
    let plan = plan::repair(&wanted, &found, repair)?;
    if let (Repair::Checksum(version), Format::Text) = (repair, context.options.output.format) {
        let file = work.folder.migrations.iter().find(|file| file.version == version);
        context.printer.say(file.map(|file| difference(file, &found)).unwrap_or_default().trim_end());
    }
    let asked = Asked { goal: Goal::Latest, out_of_order: OutOfOrder::Apply, single_transaction: false };
    if args.dry_run || plan.is_empty() {
        return run::show(context, &plan, asked);
    }
    if context.options.output.format == Format::Text {
        context.printer.say(render::plan::rows(&plan).trim_end());
    }
    run::confirm(context, &plan, "changes the history of")?;
    let job = Job { work: &work, session, plan, options: Options::default(), verb: "mended" };
    run::apply(context, job, &|found| plan::repair(&wanted, found, repair)).await
}

/// What was applied, and what the file is now.
fn difference(file: &Migration, found: &Found) -> String {
    found
        .texts
        .get(&file.version)
        .map(|text| render::difference(&file.path, text, &file.sql))
        .unwrap_or_default()
}
