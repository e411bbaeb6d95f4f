//! `provost access lint`: what is wrong though it reads and applies.

use super::rules_needed;
use crate::access::lint::{self, Rule, Source, Subject};
use crate::cli::access::Lint as Args;
use crate::command::{Context, page, rules, shadow, target};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::model::access::{Access, Catalog};
use crate::pg::{self, Session};
use crate::render::report::{FindingsDocument, Report};
use crate::render::{self, json};
use crate::spec::Folder;

const COMMAND: &str = "access lint";

pub(super) async fn lint(context: &Context<'_>, args: &Args) -> Result<()> {
    if let Some(name) = &args.explain {
        return explain(context, name);
    }
    let (access, findings, has_plans) = look(context).await?;
    let asked = |rule: &Rule| has_plans || !matches!(rule.source, Source::Plans);
    let mut findings = lint::accepted(&access, findings, asked);
    findings.sort_by(|a, b| (b.severity, &a.rule, &a.object).cmp(&(a.severity, &b.rule, &b.object)));
    let document = FindingsDocument { command: COMMAND, target: None, findings: findings.iter().collect() };
    let report = Report {
        command: COMMAND,
        target: context.label.clone(),
        least: if args.strict { Severity::Warning } else { Severity::Error },
        looked_at: lint::all().filter(|rule| asked(rule)).map(|rule| rule.name.to_owned()).collect(),
        found: findings.iter().map(|finding| (finding.rule.to_string(), finding)).collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| render::lint(&findings),
        document: &|| json::document(&document),
    };
    context.tell(&report)?;
    report.verdict("wrong with access").map_or(Ok(()), |failure| {
        Err(failure
            .database("unchanged: lint only reads")
            .hint("`provost access lint --explain RULE` says why it matters and how to mend it"))
    })
}

/// Everything that was found, and whether plans were asked for.
async fn look(context: &Context<'_>) -> Result<(Access, Vec<Finding>, bool)> {
    // Without a name for the target, its URL was given: the catalog is that database's.
    if context.label.is_none() {
        let work = target::resolve(context).await?;
        rules_needed(&work.access)?;
        let session = work.door.open().await?;
        let catalog = session.look().await?.catalog.unwrap_or_default();
        let findings = of_files_and_catalog(&work.access, &work.folder, &session, &catalog).await?;
        return Ok((work.access, findings, false));
    }
    let access = rules::read(context)?;
    rules_needed(&access)?;
    let folder = target::read_folder(context)?;
    target::fits(&access, &folder)?;
    let shadow = shadow::make(context, &folder, &access).await?;
    let session = shadow.door.open().await?;
    let catalog = session.look().await?.catalog.unwrap_or_default();
    let mut findings = of_files_and_catalog(&access, &folder, &session, &catalog).await?;
    let subject = Subject { access: &access, catalog: &catalog };
    let probes = lint::probes(&subject);
    let answers = pg::plans(&shadow.superuser().await?, &probes).await?;
    let plans = lint::judge(&subject, &probes, &answers);
    // A missing index is told once, by the column.
    let is_told = |finding: &Finding| {
        let column = |other: &Finding| {
            other.rule == "column-unindexed" && other.object.starts_with(&format!("{}.", finding.object))
        };
        finding.rule == "plan-scan" && findings.iter().any(column)
    };
    let new: Vec<Finding> = plans.into_iter().filter(|finding| !is_told(finding)).collect();
    findings.extend(new);
    Ok((access, findings, true))
}

async fn of_files_and_catalog(
    access: &Access,
    folder: &Folder,
    session: &Session,
    catalog: &Catalog,
) -> Result<Vec<Finding>> {
    let subject = Subject { access, catalog };
    let mut findings = lint::of_rules(&subject);
    findings.extend(lint::of_files(&folder.migrations));
    findings.extend(lint::drift(&subject)?);
    findings.extend(session.lint(&lint::question(&subject)?).await?);
    Ok(findings)
}

fn explain(context: &Context<'_>, name: &str) -> Result<()> {
    let names: Vec<&str> = lint::all().map(|rule| rule.name).collect();
    let text = lint::rule(name).map(Rule::explanation);
    page::explain(context, "rule", name, text.as_deref(), &names)
}
