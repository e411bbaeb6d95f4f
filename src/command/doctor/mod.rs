//! `provost doctor`: findings about machine, project, target and vault. It changes nothing and starts nothing, and goes on where others stop.

mod access;
mod contents;
mod link;
mod machine;
mod project;
mod rights;
mod seen;
mod target;
mod vault;

pub(super) use seen::Seen;

use super::{Context, FILE_NAME};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::render::report::{FindingsDocument, Report};
use crate::render::{self, json};

const COMMAND: &str = "doctor";

/// Looks at everything and prints what was found.
pub(super) async fn doctor(context: &Context<'_>, seen: Seen) -> Result<()> {
    let project = project::look(context, seen);
    let machine = machine::look(context, &project).await;
    let target = target::look(context, &project).await;
    let vault = vault::look(context, target.main.as_ref()).await;
    let heading = target.target.as_ref().map_or_else(|| "target".to_owned(), |it| format!("target {it}"));
    let sections = [
        ("machine".to_owned(), machine.as_slice()),
        ("project".to_owned(), project.findings.as_slice()),
        (heading, target.findings.as_slice()),
        ("vault".to_owned(), vault.as_slice()),
    ];
    let findings: Vec<&Finding> = sections.iter().flat_map(|(_, findings)| *findings).collect();
    let report = Report {
        command: COMMAND,
        target: target.target.as_ref().map(ToString::to_string),
        least: Severity::Error,
        looked_at: Vec::new(),
        found: findings.iter().map(|finding| (finding.rule.to_string(), *finding)).collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| render::checkup(&sections),
        document: &|| {
            let (target, findings) = (target.target.as_ref(), findings.clone());
            json::document(&FindingsDocument { command: COMMAND, target, findings })
        },
    };
    context.tell(&report)?;
    report.verdict("wrong").map_or(Ok(()), |failure| {
        Err(failure
            .database("unchanged: doctor only reads")
            .hint("mend what is marked `error:` above, the first one first; then run `provost doctor` again"))
    })
}
