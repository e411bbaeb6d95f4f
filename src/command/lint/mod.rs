//! `provost lint`: what migrations should not do to tables that people use, in their text alone.

mod changed;
mod files;

use super::{Context, page};
use crate::cli::Lint as Args;
use crate::failure::Result;
use crate::finding::Severity;
use crate::render::report::{FindingsDocument, Report};
use crate::render::{self, json};
use crate::spec::Lint;
use crate::sqltext::lint::{self, Rule};

const COMMAND: &str = "lint";

/// Reads the files and prints what was found.
pub(super) fn lint(context: &Context<'_>, args: &Args) -> Result<()> {
    if let Some(name) = &args.explain {
        return explain(context, name);
    }
    let settings = context.project.as_ref().map(|file| file.project.lint.clone()).unwrap_or_default();
    let files = files::read(context, args, &settings)?;
    let mut findings = Vec::new();
    let (mut looked_at, mut found) = (Vec::new(), Vec::new());
    for file in &files {
        let here = lint::lint(&file.view(), |rule| is_on(rule, &settings));
        found.extend(here.iter().map(|_| file.path.clone()));
        looked_at.push(file.path.clone());
        findings.extend(here);
    }
    let least = if args.strict { Severity::Warning } else { Severity::Error };
    let document = FindingsDocument { command: COMMAND, target: None, findings: findings.iter().collect() };
    let report = Report {
        command: COMMAND,
        target: None,
        least,
        looked_at,
        found: found.into_iter().zip(&findings).collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| match findings.is_empty() {
            true => format!("nothing to say against {}\n", counted(files.len())),
            false => render::lint(&findings),
        },
        document: &|| json::document(&document),
    };
    context.tell(&report)?;
    report.verdict("wrong with the migrations").map_or(Ok(()), |failure| {
        Err(failure.database("not asked: lint only reads files").hint(
            "`provost lint --explain RULE` says why it matters; where it is meant, write `-- provost:allow RULE: reason` before the statement",
        ))
    })
}

fn is_on(rule: &Rule, settings: &Lint) -> bool {
    !settings.off.contains_key(rule.name)
}

fn counted(files: usize) -> String {
    format!("{files} {}", if files == 1 { "file" } else { "files" })
}

fn explain(context: &Context<'_>, name: &str) -> Result<()> {
    let names: Vec<&str> = lint::rules().map(|rule| rule.name).collect();
    page::explain(context, "rule", name, lint::rule(name).map(|rule| rule.page), &names)
}
