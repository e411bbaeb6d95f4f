//! What is told of differences, and the script that undoes them.

use crate::cli::Format;
use crate::cli::drift::Report as Args;
use crate::command::{Context, file};
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::Target;
use crate::render::report::Report;
use crate::render::{self, json};
use crate::snapshot::{Accepts, Category, Difference, Drift, Undo, findings, undo};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

/// What the two sides are called.
pub(super) struct Sides {
    pub(super) command: &'static str,
    pub(super) wanted: String,
    pub(super) found: String,
    pub(super) target: Option<Target>,
}

#[derive(Serialize)]
struct Document<'a> {
    command: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a Target>,
    wanted: Side,
    found: Side,
    findings: Vec<Told<'a>>,
    notes: &'a [Finding],
}

#[derive(Serialize)]
struct Side {
    name: String,
    major: u32,
    fingerprint: String,
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    category: &'static str,
    wanted: &'a Value,
    found: &'a Value,
}

/// Tells the differences, writes the script where it is asked for, and fails where something differs.
pub(super) fn report(
    context: &Context<'_>,
    args: &Args,
    drift: Drift,
    accepts: &Accepts,
    sides: &Sides,
) -> Result<()> {
    let mut drift = drift;
    let mut notes = notes(&drift);
    notes.extend(accepts.apply(&mut drift.differences, OffsetDateTime::now_utc().date()));
    narrow(&mut drift.differences, &args.only);
    let selected: Vec<&Difference> = drift.differences.iter().collect();
    let undo = undo(&drift, &selected);
    let (told, findings): (Vec<&Difference>, Vec<Finding>) = findings(&drift, &undo).into_iter().unzip();
    let told: Vec<(&Difference, &Finding)> = told.into_iter().zip(&findings).collect();
    let document = || document(&drift, sides, &told, &notes);
    let found = notes.iter().map(|note| ("comparison".to_owned(), note));
    let report = Report {
        command: sides.command,
        target: sides.target.as_ref().map(ToString::to_string),
        least: Severity::Warning,
        looked_at: looked_at(&args.only),
        found: found
            .chain(told.iter().map(|(difference, finding)| (category(difference), *finding)))
            .collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| text(&drift, sides, &findings),
        document: &|| json::document(&document()),
    };
    if !notes.is_empty() && context.options.output.format == Format::Text {
        context.printer.say(render::findings(&notes).trim_end());
    }
    context.tell(&report)?;
    if let Some(path) = &args.fix_sql {
        script(context, path, &undo, sides)?;
    }
    let count = findings.iter().filter(|finding| finding.severity > Severity::Note).count();
    if count == 0 {
        return Ok(());
    }
    let differ = if count == 1 { "thing differs" } else { "things differ" };
    let failure = Failure::new(
        Kind::Findings,
        format!("{count} {differ} between {} and {}", sides.found, sides.wanted),
    )
    .database("unchanged: drift only reads");
    Err(match &args.fix_sql {
        Some(path) => failure.hint(format!("read `{0}`, then run `psql -v ON_ERROR_STOP=1 -f {0}` on the database", path.display())),
        None => failure.hint("write the SQL that undoes it with `--fix-sql FILE`, or put what may stand into `drift.accept.toml`"),
    })
}

/// Leaves what was asked for, with all that goes along.
fn narrow(differences: &mut Vec<Difference>, only: &[Category]) {
    if only.is_empty() {
        return;
    }
    let is_asked = |difference: &Difference| only.contains(&Category::of(difference));
    let heads: Vec<_> = differences
        .iter()
        .filter(|difference| difference.within.is_none() && is_asked(difference))
        .map(|difference| difference.id.clone())
        .collect();
    differences.retain(|difference| match &difference.within {
        None => is_asked(difference),
        Some(head) => heads.contains(head),
    });
}

/// What makes the comparison less than whole.
fn notes(drift: &Drift) -> Vec<Finding> {
    let mut notes = Vec::new();
    let (wanted, found) = (drift.wanted.major, drift.found.major);
    if wanted != found {
        let text = format!(
            "PostgreSQL {found} is compared with {wanted}: how they write the same expression is left out, and versions of extensions too"
        );
        notes.push(Finding::note("drift-majors", "server", text));
    }
    if !drift.wanted.hidden.is_empty() || !drift.found.hidden.is_empty() {
        let text = "storage buckets are not compared: the role may not read `storage.buckets`";
        notes.push(Finding::note("drift-hidden", "storage.buckets", text).severity(Severity::Warning));
    }
    if let Some(owner) = &drift.owner {
        let text = format!("what the files make belongs to `{owner}` there: it is compared as the owner");
        notes.push(Finding::note("drift-owner", owner, text));
    }
    notes
}

fn category(difference: &Difference) -> String {
    Category::of(difference).word().to_owned()
}

/// The kinds of things that are compared, as test cases of a CI system.
fn looked_at(only: &[Category]) -> Vec<String> {
    let kinds = if only.is_empty() { Category::all().collect() } else { only.to_vec() };
    kinds.into_iter().map(|kind| kind.word().to_owned()).collect()
}

fn document<'a>(
    drift: &Drift,
    sides: &'a Sides,
    told: &[(&'a Difference, &'a Finding)],
    notes: &'a [Finding],
) -> Document<'a> {
    let side = |name: &str, snapshot: &crate::snapshot::Snapshot| Side {
        name: name.to_owned(),
        major: snapshot.major,
        fingerprint: snapshot.fingerprint(),
    };
    let told = told.iter().map(|(difference, finding)| Told {
        finding,
        category: Category::of(difference).word(),
        wanted: &difference.wanted,
        found: &difference.found,
    });
    Document {
        command: sides.command,
        target: sides.target.as_ref(),
        wanted: side(&sides.wanted, &drift.wanted),
        found: side(&sides.found, &drift.found),
        findings: told.collect(),
        notes,
    }
}

fn text(drift: &Drift, sides: &Sides, findings: &[Finding]) -> String {
    match findings.is_empty() {
        true => format!(
            "{} is as {} want it: {} objects, fingerprint {}\n",
            sides.found,
            sides.wanted,
            drift.found.objects.len(),
            drift.found.fingerprint()
        ),
        false => render::findings(findings),
    }
}

fn script(context: &Context<'_>, path: &std::path::Path, undo: &Undo, sides: &Sides) -> Result<()> {
    let title = format!("Brings {} to {}.", sides.found, sides.wanted);
    let name = file::write(context, path, &undo.script(&title))?;
    let count = undo.before.len() + undo.steps.len();
    let noun = if count == 1 { "statement" } else { "statements" };
    context.printer.say(format_args!("wrote `{name}`: {count} {noun}; read it before you run it"));
    for untouched in &undo.untouched {
        context.printer.warn(&format!("`{}` is not undone by it: {}", untouched.id, untouched.why));
    }
    Ok(())
}
