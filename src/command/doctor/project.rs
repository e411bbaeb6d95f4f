//! The project's files: whether each can be read, and run as it is written.

use super::{Seen, access};
use crate::access::Drift;
use crate::command::{Context, project, target};
use crate::failure::Result;
use crate::finding::Finding;
use crate::model::access::Access;
use crate::model::{Found, HistoryTable, Target};
use crate::plan::{self, Goal, OutOfOrder, Wanted};
use crate::spec::Folder;
use std::path::Path;

/// The project as far as it can be read.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) findings: Vec<Finding>,
    /// The migrations of the target; nothing where they cannot be read.
    pub(super) folder: Option<Folder>,
    /// Whether the target is the embedded server.
    pub(super) is_embedded: bool,
    /// Whether where the target is can be known at all.
    pub(super) is_broken: bool,
}

pub(super) fn look(context: &Context<'_>, seen: Seen) -> Project {
    let Seen { mut findings, is_project_broken } = seen;
    let options = &context.options;
    match &context.project {
        Some(file) => {
            let shown = project::shown(&file.root.join(super::FILE_NAME), &context.directory);
            findings.push(Finding::note(
                "project-file",
                &shown,
                format!("`{shown}`: project `{}`", file.project.project.name),
            ));
        }
        None if !is_project_broken => findings.push(
            Finding::note("project-file", super::FILE_NAME, "there is no `provost.toml` here or above")
                .fix("make one with `provost init`, or go on without: `--database-url URL --migrations DIR`"),
        ),
        None => {}
    }
    let folder = match target::folder(context) {
        Ok(folder) if !is_project_broken => migrations(context, &folder, &mut findings),
        _ => None,
    };
    if !is_project_broken {
        findings.extend(access::look(context, &options.files.access, folder.as_ref()));
    }
    if let (Some(file), None) = (&context.project, &options.target.course)
        && let Some(course) = &file.project.course
    {
        let folder = migrations(context, &file.root.join(&course.migrations), &mut findings);
        let rules: Vec<_> = course.access.iter().map(|rules| file.root.join(rules)).collect();
        findings.extend(access::look(context, &rules, folder.as_ref()));
    }
    let named = options.target.database_url.is_some() || options.target.course.is_some();
    let is_embedded = !named && context.project.is_some();
    Project { findings, folder, is_embedded, is_broken: is_project_broken }
}

/// Reads a folder and plans all of it for a database that holds nothing: what cannot run is found out here.
fn migrations(context: &Context<'_>, folder: &Path, findings: &mut Vec<Finding>) -> Option<Folder> {
    let shown = project::shown(folder, &context.directory);
    let read = || -> Result<(Folder, Vec<Finding>)> {
        let read = Folder::read(&shown, project::read_folder(folder, &context.directory)?)?;
        let plan = plan::build(
            &everything(&Access::default(), &read, &nowhere(), &HistoryTable::parse(HistoryTable::DEFAULT)?),
            &Found::default(),
        )?;
        Ok((read, plan.notices))
    };
    match read() {
        Ok((folder, notices)) => {
            findings.push(Finding::note(
                "project-migrations",
                &shown,
                format!("`{shown}`: {}", counted(&folder)),
            ));
            findings.extend(folder.notices.iter().cloned().chain(notices));
            Some(folder)
        }
        Err(failure) => {
            findings.push(Finding::of_failure("project-migrations", shown, &failure));
            None
        }
    }
}

fn nowhere() -> Target {
    Target { label: None, host: String::new(), database: String::new() }
}

pub(super) fn everything<'a>(
    access: &'a Access,
    folder: &'a Folder,
    target: &'a Target,
    history: &'a HistoryTable,
) -> Wanted<'a> {
    Wanted {
        target,
        history,
        migrations: &folder.migrations,
        repeatables: &folder.repeatables,
        access,
        drift: Drift::Refuse,
        goal: Goal::Latest,
        out_of_order: OutOfOrder::Apply,
    }
}

/// `9 migrations, all with a way back`.
fn counted(folder: &Folder) -> String {
    let count = folder.migrations.len();
    let without: Vec<&str> =
        folder.migrations.iter().filter(|file| file.down.is_none()).map(|file| file.stem.as_str()).collect();
    let back = match without[..] {
        [] if count == 0 => String::new(),
        [] => ", all with a way back".to_owned(),
        ref some if some.len() == count => {
            ", none with a way back: `down` undoes only what has a `.down.sql` file".to_owned()
        }
        [one] => format!(", all but `{one}` with a way back"),
        ref some => format!(", {} of them without a way back", some.len()),
    };
    let repeatables = match folder.repeatables.len() {
        0 => String::new(),
        count => format!(", {count} repeatable"),
    };
    let noun = if count == 1 { "migration" } else { "migrations" };
    format!("{count} {noun}{repeatables}{back}")
}
