//! `provost validate`: what is wrong in a database, by checks that are queries.

mod choice;
mod own;

use super::{Context, address, page, rules, target};
use crate::access::lint::{self, Subject};
use crate::cli::Validate as Args;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::Target;
use crate::model::access::Access;
use crate::pg::{AccessLook, Session};
use crate::plan::verify;
use crate::render::report::{FindingsDocument, Report};
use crate::render::{self, json};
use crate::validate::{self, Check, Ground};
use choice::Choice;

const COMMAND: &str = "validate";

/// Runs the checks and prints what they found.
pub(super) async fn validate(context: &Context<'_>, args: &Args) -> Result<()> {
    let own = own::read(context)?;
    if let Some(name) = &args.explain {
        let known = choice::names(&own);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        return page::explain(context, "check", name, page_of(&own, name).as_deref(), &known);
    }
    let choice = Choice::new(&own, &args.check)?;
    let access = rules::read(context)?;
    let address = address::address(context, Vec::new).await?;
    let (mut door, moved) = target::door(context, address)?;
    moved.iter().for_each(|moved| context.printer.warn(moved));
    door.access = Some(AccessLook { storage: false });
    let mut session = door.open().await?;
    target::tell_recovery(context, &session);
    let mut found = Found::default();
    run(&mut session, &access, &choice, &mut found).await?;
    let least = if args.strict { Severity::Warning } else { Severity::Error };
    let wrong = tell(context, &door.target, &choice, least, &found)?;
    // What could not be looked at weighs more than what was found.
    match (found.failed, wrong) {
        (Some(failure), _) => Err(failure),
        (None, Some(failure)) => Err(failure.database("unchanged: validate only reads").hint(
            "`provost validate --explain NAME` says why a check matters and how to mend what it finds",
        )),
        (None, None) => Ok(()),
    }
}

/// The checks of these names, ours and the project's; all of them where none is named.
///
/// # Errors
/// When the project's own cannot be read, or there is no check of a name.
pub(super) fn choose(context: &Context<'_>, named: &[String]) -> Result<Choice> {
    Choice::new(&own::read(context)?, named)
}

/// What the checks find in an open database.
///
/// # Errors
/// When one of them cannot be run.
pub(super) async fn findings(
    session: &mut Session,
    access: &Access,
    choice: &Choice,
) -> Result<Vec<Finding>> {
    let mut found = Found::default();
    run(session, access, choice, &mut found).await?;
    found.failed.map_or(Ok(found.findings), Err)
}

#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    /// The first check that could not be run.
    failed: Option<Failure>,
}

impl Found {
    fn add(&mut self, check: &Check, result: Result<Vec<Finding>>) -> Result<()> {
        match result {
            Ok(findings) => self.findings.extend(findings),
            Err(failure) if failure.kind() == Kind::Connect => return Err(failure),
            Err(failure) => {
                self.findings.push(Finding::of_failure(check.name.clone(), check.name.clone(), &failure));
                self.failed.get_or_insert(failure);
            }
        }
        Ok(())
    }
}

async fn run(session: &mut Session, access: &Access, choice: &Choice, found: &mut Found) -> Result<()> {
    let catalog = session.look().await?.catalog.unwrap_or_default();
    let subject = Subject { access, catalog: &catalog };
    if choice.rules().next().is_some() {
        let question = lint::question_of(&subject, |rule| choice.takes(rule.name))?;
        let findings = session.lint(&question).await?;
        found.findings.extend(lint::accepted(access, findings, |rule| choice.takes(rule.name)));
    }
    if choice.takes("invalid-index") {
        let invalid = session.invalid_indexes().await?;
        let told = invalid.iter().map(|[schema, index, table]| verify::invalid_index(schema, index, table));
        found.findings.extend(told);
    }
    let ground = Ground::of(&subject)?;
    for check in choice.checks() {
        let result = session.check(&ground, check).await;
        found.add(check, result)?;
    }
    found.findings.sort_by(|a, b| (b.severity, &a.rule, &a.object).cmp(&(a.severity, &b.rule, &b.object)));
    Ok(())
}

fn tell(
    context: &Context<'_>,
    target: &Target,
    choice: &Choice,
    least: Severity,
    found: &Found,
) -> Result<Option<Failure>> {
    let findings = &found.findings;
    let document =
        FindingsDocument { command: COMMAND, target: Some(target), findings: findings.iter().collect() };
    let names: Vec<String> = choice.names().map(str::to_owned).collect();
    let report = Report {
        command: COMMAND,
        target: Some(target.to_string()),
        least,
        found: findings.iter().map(|finding| (finding.rule.to_string(), finding)).collect(),
        home: context.home(),
        pages: choice.checks().map(|check| (check.name.to_string(), check.page.to_string())).collect(),
        text: &|| match findings.is_empty() {
            true => {
                let noun = if names.len() == 1 { "check finds" } else { "checks find" };
                format!("{} {noun} nothing wrong on {}\n", names.len(), target.noun())
            }
            false => render::lint(findings),
        },
        document: &|| json::document(&document),
        looked_at: names.clone(),
    };
    context.tell(&report)?;
    Ok(report.verdict(&format!("wrong on {}", target.noun())))
}

/// The text of a check, ours or the project's.
fn page_of(own: &[Check], name: &str) -> Option<String> {
    let checks = own.iter().cloned().chain(validate::built_in());
    let mut pages = checks.filter(|check| check.name == name).map(|check| check.page.into_owned());
    pages.next().or_else(|| validate::shared().find(|shared| *shared == name).and_then(crate::manual::page))
}
