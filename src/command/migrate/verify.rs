//! `provost migrate verify`: whether files, history and catalog agree.

use super::run::{self, Looked};
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::finding::Severity;
use crate::model::Found;
use crate::plan::{self, Goal, OutOfOrder};
use crate::render::report::{FindingsDocument, Report};
use crate::render::{self, json};
use crate::spec::Folder;

const COMMAND: &str = "migrate verify";

pub(super) async fn verify(context: &Context<'_>) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let mut findings = plan::verify::all(&work.wanted(Goal::Latest, OutOfOrder::Apply), &found);
    let invalid = session.invalid_indexes().await?;
    findings.extend(
        invalid.iter().map(|[schema, index, table]| plan::verify::invalid_index(schema, index, table)),
    );
    let target = &work.door.target;
    let document =
        FindingsDocument { command: COMMAND, target: Some(target), findings: findings.iter().collect() };
    let report = Report {
        command: COMMAND,
        target: Some(target.to_string()),
        least: Severity::Error,
        looked_at: applied(&work.folder, &found),
        found: findings.iter().map(|finding| (finding.object.clone(), finding)).collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| match findings.is_empty() {
            true => format!(
                "files and history of {} agree: {} applied, nothing was changed since\n",
                target.noun(),
                found.rows().len()
            ),
            false => render::findings(&findings),
        },
        document: &|| json::document(&document),
    };
    context.tell(&report)?;
    let errors = report.wrong();
    if errors == 0 {
        return Ok(());
    }
    let are = if errors == 1 { "thing is not as it" } else { "things are not as they" };
    Err(Failure::new(Kind::Findings, format!("{errors} {are} should be on {}", target.noun()))
        .database("unchanged: verify only reads")
        .hint("each finding above says how to mend it"))
}

/// The migrations that history holds and files have.
fn applied(folder: &Folder, found: &Found) -> Vec<String> {
    let is_applied = |version| found.rows().iter().any(|row| row.version == version);
    let files = folder.migrations.iter().filter(|file| is_applied(file.version));
    files.map(|file| file.stem.clone()).collect()
}
