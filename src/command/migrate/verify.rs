//! `provost migrate verify`: whether files, history and catalog agree.

use super::run::{self, Looked};
use crate::cli::Format;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::Target;
use crate::plan::{self, Goal, OutOfOrder};
use crate::render;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    target: &'a Target,
    findings: &'a [Finding],
}

pub(super) async fn verify(context: &Context<'_>) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let mut findings = plan::verify::all(&work.wanted(Goal::Latest, OutOfOrder::Apply), &found);
    let invalid = session.invalid_indexes().await?;
    findings.extend(
        invalid.iter().map(|[schema, index, table]| plan::verify::invalid_index(schema, index, table)),
    );
    let target = &work.door.target;
    match context.options.output.format {
        Format::Json => context.printer.json(&Report { target, findings: &findings })?,
        Format::Text if findings.is_empty() => context.printer.document(&format!(
            "files and history of {} agree: {} applied, nothing was changed since\n",
            target.noun(),
            found.rows().len()
        ))?,
        Format::Text => context.printer.document(&render::findings(&findings))?,
    }
    let errors = findings.iter().filter(|finding| finding.severity >= Severity::Error).count();
    if errors == 0 {
        return Ok(());
    }
    let noun = if errors == 1 { "thing is not as it" } else { "things are not as they" };
    Err(Failure::new(Kind::Findings, format!("{errors} {noun} should be on {}", target.noun()))
        .database("unchanged: verify only reads")
        .hint("each finding above says how to mend it"))
}
