//! Which files are pending, and whether their order is one that may run.

use super::gap::{self, Gap};
use super::wanted::{Goal, OutOfOrder, Wanted};
use super::{Action, Plan};
use crate::failure::{Failure, Place, Result};
use crate::finding::{Finding, Severity};
use crate::model::{Found, Migration, Version};

impl Goal {
    /// Whether everything is wanted.
    pub const fn is_latest(self) -> bool {
        matches!(self, Self::Latest)
    }

    /// The same goal as a version, so that a plan which is built again after a part of it was done still ends where it was meant to.
    #[must_use]
    pub fn settled(self, plan: &Plan, found: &Found) -> Self {
        match self {
            Self::Latest | Self::Version(_) => self,
            Self::Forward(_) => {
                let newest = plan.steps.iter().rev().find_map(|step| match step.action {
                    Action::Apply { version, .. } => Some(version),
                    _ => None,
                });
                newest.or(found.rows().last().map(|row| row.version)).map_or(self, Self::Version)
            }
            Self::Back(steps) => {
                let rest = found.rows().len().saturating_sub(steps);
                let newest = rest.checked_sub(1).and_then(|index| found.rows().get(index));
                Self::Version(newest.map_or(Version::new(0), |row| row.version))
            }
        }
    }
}

/// The files to run, and what to say about the others.
pub(super) struct Pending<'a> {
    pub(super) files: Vec<&'a Migration>,
    pub(super) notices: Vec<Finding>,
}

pub(super) fn pending<'a>(wanted: &Wanted<'a>, found: &Found) -> Result<Pending<'a>> {
    let newest = found.rows().last().map(|row| row.version);
    let mut files = Vec::new();
    let mut notices = Vec::new();
    for migration in wanted.migrations.iter().filter(|migration| found.row(migration.version).is_none()) {
        let late = newest.filter(|newest| migration.version < *newest && !migration.fills_gaps());
        match (late, wanted.out_of_order) {
            (Some(newest), OutOfOrder::Error) => return Err(out_of_order(wanted, migration, newest)),
            (Some(newest), OutOfOrder::Warn) => notices.push(left_out(migration, newest)),
            _ => files.push(migration),
        }
    }
    limit(wanted, found, &mut files)?;
    if let Some(gap) = Gap::before_pending(wanted.migrations, found, &files) {
        match wanted.out_of_order {
            OutOfOrder::Error => return Err(gap.refusal()),
            OutOfOrder::Warn => notices.push(gap.finding(Severity::Warning)),
            OutOfOrder::Apply => {}
        }
    }
    Ok(Pending { files, notices })
}

fn limit(wanted: &Wanted<'_>, found: &Found, files: &mut Vec<&Migration>) -> Result<()> {
    match wanted.goal {
        Goal::Latest => {}
        Goal::Forward(steps) => files.truncate(steps),
        Goal::Version(version) => {
            if !wanted.migrations.iter().any(|migration| migration.version == version) {
                return Err(no_such_version(wanted.migrations, version));
            }
            files.retain(|migration| migration.version <= version);
        }
        Goal::Back(steps) => {
            let newest =
                found.rows().last().map_or_else(|| "nothing".to_owned(), |row| row.version.to_string());
            return Err(Failure::new(
                crate::failure::Kind::Usage,
                format!("`up --to -{steps}` points backwards"),
            )
            .because(format!("{newest} is the newest that is applied"))
            .hint(format!("run `provost migrate down --to -{steps}` to undo")));
        }
    }
    Ok(())
}

/// Says that a version asked for is not there, and which are near.
pub(super) fn no_such_version(migrations: &[Migration], version: Version) -> Failure {
    let failure = Failure::bad_input(format!("there is no migration {version}"));
    match (migrations.first(), migrations.last()) {
        (Some(first), Some(last)) => {
            failure.because(format!("the files go from {} to {}", first.version, last.version))
        }
        _ => failure.because("there are no migration files"),
    }
    .hint("run `provost migrate status` to see them all")
}

fn out_of_order(wanted: &Wanted<'_>, migration: &Migration, newest: Version) -> Failure {
    Failure::bad_input(format!(
        "`{}` is older than what {} already has",
        migration.stem,
        wanted.target.noun()
    ))
    .at(Place::file(&migration.path))
    .because(format!("{newest} is applied, {} is not: it was probably merged later", migration.version))
    .database("unchanged")
    .hint("give the file a new version at the end, or run it where it stands with `--out-of-order apply`")
}

fn left_out(migration: &Migration, newest: Version) -> Finding {
    Finding {
        rule: "out-of-order".into(),
        severity: Severity::Warning,
        target: None,
        object: migration.stem.clone(),
        place: Some(migration.path.clone()),
        message: format!("`{}` is left out: it is older than {newest}, which is applied", migration.stem),
        fix: Some("run it with `provost migrate up --out-of-order apply`".to_owned()),
    }
}

/// What `verify` says of the order: files that were left behind, and gaps between numbers.
pub(super) fn irregular(wanted: &Wanted<'_>, found: &Found) -> Vec<Finding> {
    let newest = found.rows().last().map(|row| row.version);
    let pending = wanted.migrations.iter().filter(|migration| found.row(migration.version).is_none());
    let late = pending.filter_map(|migration| {
        let newest = newest.filter(|newest| migration.version < *newest && !migration.fills_gaps())?;
        Some(left_out(migration, newest))
    });
    late.chain(gap::all(wanted.migrations)).collect()
}
