//! Wanted and found in, one plan out.

use super::order::{self, Pending};
use super::step::{self, Reading};
use super::wanted::Wanted;
use super::{Basis, Plan, Step, access, notice, verify};
use crate::failure::{Failure, Reason, Result};
use crate::finding::{Finding, Severity};
use crate::model::{Found, VersionWidth};

/// Plans what brings a target up to what the files say.
///
/// # Errors
/// When files and history contradict each other, or a file cannot run as it is written.
pub fn build(wanted: &Wanted<'_>, found: &Found) -> Result<Plan> {
    let width = width(wanted, found)?;
    refuse_contradictions(wanted, found, width)?;
    let Pending { files, mut notices } = order::pending(wanted, found)?;
    let mut reading = Reading::default();
    let mut steps = Vec::with_capacity(files.len() + 1);
    for migration in files {
        steps.push(step::apply(migration, width, &mut reading)?);
    }
    if wanted.goal.is_latest() {
        for file in wanted.repeatables {
            let checksum = file.checksum().to_string();
            let seen = found.history.iter().flat_map(|history| &history.repeated);
            if !seen.clone().any(|(name, recorded)| *name == file.name && *recorded == checksum) {
                steps.push(step::repeat(file, &mut reading)?);
            }
        }
    }
    for step in &mut steps {
        step.around = access::around(wanted, found, &step.body, &step.statements);
    }
    steps.extend(access::steps(wanted, found, !steps.is_empty())?);
    notices.append(&mut reading.notices);
    if !steps.is_empty() {
        notices.extend(notice::other_history(wanted, found));
    }
    prepend_prepare(&mut steps, wanted, found);
    Ok(finish(wanted, found, width, steps, notices))
}

/// Puts the making of the history's tables first, where a plan needs them.
pub(super) fn prepend_prepare(steps: &mut Vec<Step>, wanted: &Wanted<'_>, found: &Found) {
    let tables_exist = found.facts.history_exists && found.facts.side_tables;
    if !steps.is_empty() && !tables_exist {
        steps.insert(0, step::prepare(wanted.history));
    }
}

/// Closes a plan over its steps.
pub(super) fn finish(
    wanted: &Wanted<'_>,
    found: &Found,
    width: VersionWidth,
    steps: Vec<Step>,
    notices: Vec<Finding>,
) -> Plan {
    Plan {
        target: wanted.target.clone(),
        history: wanted.history.clone(),
        width,
        basis: basis(wanted, found, &steps),
        applied: found.versions(),
        steps,
        notices,
    }
}

/// The width of the version column: as found, else the narrowest that holds every file.
pub(super) fn width(wanted: &Wanted<'_>, found: &Found) -> Result<VersionWidth> {
    let wide = wanted.migrations.iter().find(|migration| !migration.version.fits_int4());
    match (found.history.as_ref().map(|history| history.width), wide) {
        (Some(VersionWidth::Int4), Some(file)) => Err(Failure::bad_input(format!(
            "`{}` has a version that the history of {} cannot hold",
            file.stem,
            wanted.target.noun()
        ))
        .at(crate::failure::Place::file(&file.path))
        .because(format!(
            "`{}` has an `int4` version column, which ends at {}",
            wanted.history.label(),
            i32::MAX
        ))
        .database("unchanged")
        .hint("run `provost migrate repair --history-type int8`, which widens the column and its checksums")),
        (Some(width), _) => Ok(width),
        (None, Some(_)) => Ok(VersionWidth::Int8),
        (None, None) => Ok(VersionWidth::Int4),
    }
}

/// Files and rows that contradict each other stop a run before anything is sent.
fn refuse_contradictions(wanted: &Wanted<'_>, found: &Found, width: VersionWidth) -> Result<()> {
    let findings = verify::history(wanted.migrations, found, width);
    let mut errors = findings.iter().filter(|finding| finding.severity >= Severity::Error);
    let Some(first) = errors.next() else { return Ok(()) };
    let others = errors.clone().count();
    let mut failure = Failure::bad_input(format!("files and history of {} disagree", wanted.target.noun()));
    if let Some(place) = &first.place {
        failure = failure.at(crate::failure::Place::file(place));
    }
    failure = errors
        .take(4)
        .fold(failure.because(&first.message), |failure, other| failure.because(&other.message));
    if others > 4 {
        failure = failure.because(format!("and {} more: `provost migrate verify` lists them", others - 4));
    }
    failure = failure.by(Reason::Conflict).database("unchanged");
    Err(match &first.fix {
        Some(fix) => failure.hint(fix),
        None => failure,
    })
}

fn basis(wanted: &Wanted<'_>, found: &Found, steps: &[Step]) -> Basis {
    let mut parts: Vec<String> = vec![wanted.target.to_string(), wanted.history.label()];
    parts.extend(found.rows().iter().map(|row| format!("{} {} {}", row.version, row.name, row.checksum)));
    parts.extend(
        found.history.iter().flat_map(|history| &history.repeated).map(|(name, sum)| format!("{name} {sum}")),
    );
    parts.extend(steps.iter().map(|step| format!("{} {} {:?}", step.id, step.title, step.transaction)));
    let texts = steps.iter().map(|step| step.sql.as_bytes());
    Basis::of(parts.iter().map(|part| part.as_bytes()).chain(texts))
}
