//! `provost report`: one page about the project.

use super::{Context, file, project, rules, shadow, target, vault};
use crate::cli::Format;
use crate::cli::report::Report as Args;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::access::Access;
use crate::page::{Fleet, Page, Plan, Side, fleet, matrix, picture};
use crate::pg::fleet::Ledger;
use crate::pg::registry::Registry;
use crate::plan::{self, Goal, OutOfOrder};
use crate::render::html;
use crate::snapshot::{Difference, Snapshot, compare, findings, undo};
use crate::spec::Folder;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How many rollouts a page tells of.
const ROLLOUTS: usize = 10;

pub(super) async fn report(context: &Context<'_>, args: &Args) -> Result<()> {
    let report = build(context).await?;
    if context.options.output.format == Format::Json {
        return context.printer.json(&report);
    }
    let page = html::page(&report)?;
    let Some(out) = &args.out else { return context.printer.document(&page) };
    let name = file::write(context, out, &page)?;
    context.printer.say(format_args!("wrote `{name}`: open it in a browser"));
    Ok(())
}

async fn build(context: &Context<'_>) -> Result<Page> {
    let Some(project) = &context.project else {
        return Err(Failure::new(Kind::Usage, "there is no `provost.toml` here or above")
            .hint("a report is about a project: make one with `provost init`"));
    };
    let mut fleet = None;
    let course = match course_files(context)? {
        Some((folder, access)) => {
            fleet = fleet_of(context, &folder).await?;
            Some(planned(context, &folder, &access).await?.0)
        }
        None => None,
    };
    let now = OffsetDateTime::now_utc().replace_nanosecond(0).unwrap_or_else(|_| OffsetDateTime::now_utc());
    Ok(Page {
        project: project.project.project.name.clone(),
        made_at: now.format(&Rfc3339).unwrap_or_default(),
        version: env!("CARGO_PKG_VERSION"),
        main: main(context).await?,
        fleet,
        course,
    })
}

/// The courses in main's registry, where it has one, and the last rollouts over them.
async fn fleet_of(context: &Context<'_>, folder: &Folder) -> Result<Option<Fleet>> {
    let door = vault::main_door(context).await?;
    let Some(registry) = Registry::look(&door).await? else { return Ok(None) };
    let courses = registry.everything().await?;
    let ledger = Ledger::open(&door).await?;
    let mut rollouts = Vec::new();
    for rollout in ledger.recent(None, ROLLOUTS).await? {
        let lines = ledger.lines(rollout.epoch).await?;
        rollouts.push((rollout, lines));
    }
    let newest = folder.migrations.last().map(|file| file.version.to_string());
    Ok(Some(fleet(&courses, rollouts, newest.as_deref())))
}

/// The main database beside its files.
async fn main(context: &Context<'_>) -> Result<Side> {
    let work = target::resolve(context).await?;
    let (plan, wanted) = planned(context, &work.folder, &work.access).await?;
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let details = session.details(&found).await?;
    let snapshot = session.snapshot().await?;
    let (fingerprint, major) = (snapshot.fingerprint(), snapshot.major);
    Ok(Side {
        status: plan::status(&work.wanted(Goal::Latest, OutOfOrder::Apply), &found, &details),
        drift: drift(context, wanted, snapshot)?,
        fingerprint,
        major,
        plan,
    })
}

fn drift(context: &Context<'_>, wanted: Snapshot, found: Snapshot) -> Result<Vec<Finding>> {
    let mut drift = compare(wanted, found);
    file::accepts(context, None)?.apply(&mut drift.differences, OffsetDateTime::now_utc().date());
    let selected: Vec<&Difference> = drift.differences.iter().collect();
    let undo = undo(&drift, &selected);
    let told = findings(&drift, &undo).into_iter().map(|(_, finding)| finding);
    Ok(told.filter(|finding| finding.severity > Severity::Note).collect())
}

/// What files and rules make, drawn and as it is compared.
async fn planned(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<(Plan, Snapshot)> {
    let wanted = shadow::snapshot(context, folder, access, None).await?;
    let access = match access.is_empty() {
        true => None,
        false => Some(matrix(access, &shadow::catalog(context, folder, access).await?)?),
    };
    Ok((Plan { access, picture: picture(&wanted) }, wanted))
}

/// The files of the project's courses, where it has any.
fn course_files(context: &Context<'_>) -> Result<Option<(Folder, Access)>> {
    let Some(project) = &context.project else { return Ok(None) };
    let Some(course) = &project.project.course else { return Ok(None) };
    let directory = project.root.join(&course.migrations);
    let shown = project::shown(&directory, &context.directory);
    let folder = Folder::read(&shown, project::read_folder(&directory, &context.directory)?)?;
    let files: Vec<_> = course.access.iter().map(|file| project.root.join(file)).collect();
    let access = rules::read_files(context, &files)?;
    target::fits(&access, &folder)?;
    Ok(Some((folder, access)))
}
