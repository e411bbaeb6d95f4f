//! `provost doctor`: findings about machine, project and target. It changes nothing and starts nothing, and goes on where others stop.

mod access;
mod contents;
mod link;
mod machine;
mod project;
mod rights;
mod seen;
mod target;

pub(super) use seen::Seen;

use super::{Context, FILE_NAME};
use crate::cli::Format;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::Target;
use crate::render;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a Target>,
    findings: Vec<&'a Finding>,
}

/// Looks at everything and prints what was found.
pub(super) async fn doctor(context: &Context<'_>, seen: Seen) -> Result<()> {
    let project = project::look(context, seen);
    let machine = machine::look(context, &project).await;
    let target = target::look(context, &project).await;
    let heading = target.target.as_ref().map_or_else(|| "target".to_owned(), |it| format!("target {it}"));
    let sections = [
        ("machine".to_owned(), machine.as_slice()),
        ("project".to_owned(), project.findings.as_slice()),
        (heading, target.findings.as_slice()),
    ];
    let findings: Vec<&Finding> = sections.iter().flat_map(|(_, findings)| *findings).collect();
    let errors = findings.iter().filter(|finding| finding.severity >= Severity::Error).count();
    match context.options.output.format {
        Format::Json => context.printer.json(&Report { target: target.target.as_ref(), findings })?,
        Format::Text => context.printer.document(&render::checkup(&sections))?,
    }
    if errors == 0 {
        return Ok(());
    }
    let noun = if errors == 1 { "thing is" } else { "things are" };
    Err(Failure::new(Kind::Findings, format!("{errors} {noun} wrong"))
        .database("unchanged: doctor only reads")
        .hint("mend what is marked `error:` above, the first one first; then run `provost doctor` again"))
}
