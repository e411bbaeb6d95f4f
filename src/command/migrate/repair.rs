//! `provost migrate repair`: one row of history, shown as a difference before it is changed.

use super::run::{self, Looked, Manner};
use crate::cli::Format;
use crate::cli::migrate::Repair as Args;
use crate::command::Context;
use crate::failure::Result;
use crate::model::{Found, Migration};
use crate::plan::{self, Goal, OutOfOrder, Repair};
use crate::render;

pub(super) async fn repair(context: &Context<'_>, args: &Args) -> Result<()> {
    let repair = match (args.checksum, args.mark_applied, args.mark_reverted) {
        (Some(version), _, _) => Repair::Checksum(version),
        (_, Some(version), _) => Repair::MarkApplied(version),
        (_, _, Some(version)) => Repair::MarkReverted(version),
        // clap asks for one of the four.
        (None, None, None) => Repair::Widen,
    };
    let Looked { work, session, found } = run::look(context).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Apply);
    let plan = plan::repair(&wanted, &found, repair)?;
    if context.options.output.format == Format::Text && !plan.is_empty() {
        let file = work.folder.migrations.iter().find(|file| Repair::Checksum(file.version) == repair);
        let difference = file.map(|file| difference(file, &found)).unwrap_or_default();
        let rows = if args.dry_run { String::new() } else { render::plan::rows(&plan) };
        context.printer.say(format!("{difference}{rows}").trim_end());
    }
    let question = Some("changes the history of".to_owned());
    let manner = Manner { dry_run: args.dry_run, question, verb: "mended", ..Manner::default() };
    run::carry_out(context, &work, session, plan, manner, &|found| plan::repair(&wanted, found, repair)).await
}

/// What was applied, and what the file is now.
fn difference(file: &Migration, found: &Found) -> String {
    found
        .texts
        .get(&file.version)
        .map(|text| render::difference(&file.path, text, &file.sql))
        .unwrap_or_default()
}
