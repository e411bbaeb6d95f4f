//! Plans that only write history: a database that has the tables already, with or without another tool's history.

use super::Plan;
use super::build::{finish, prepend_prepare, width};
use super::order::no_such_version;
use super::step;
use super::wanted::Wanted;
use crate::failure::{Failure, Result};
use crate::finding::{Finding, Severity};
use crate::model::{Found, Migration, Version};

/// Plans to record every file up to a version as applied.
///
/// # Errors
/// When there is no such file.
pub fn baseline(wanted: &Wanted<'_>, found: &Found, version: Version) -> Result<Plan> {
    if !wanted.migrations.iter().any(|migration| migration.version == version) {
        return Err(no_such_version(wanted.migrations, version));
    }
    let files = wanted.migrations.iter().filter(|migration| migration.version <= version);
    record(wanted, found, files, Vec::new())
}

/// One migration in another tool's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Its version, as the tool wrote it.
    pub version: String,
    /// Its name, where the tool keeps one.
    pub name: Option<String>,
    /// A checksum of the file, where the tool keeps one that we can compute: SHA-384 in hexadecimal, or refinery's.
    pub checksum: Option<String>,
    /// Whether the tool says that it ended well.
    pub ok: bool,
}

/// Plans to take over another tool's history.
///
/// # Errors
/// When the tool left a migration half-done, or a row has no file or another text than its file.
pub fn adopt(
    wanted: &Wanted<'_>,
    found: &Found,
    rows: &[Foreign],
    agrees: &dyn Fn(&Migration, &Foreign) -> bool,
) -> Result<Plan> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for row in rows {
        let version = row.version.parse::<Version>().ok();
        let file = version
            .and_then(|version| wanted.migrations.iter().find(|migration| migration.version == version));
        match file {
            _ if !row.ok => problems.push(format!("{} did not end well there", row.version)),
            None => problems.push(format!("{} has no file in this project", row.version)),
            Some(file) if !agrees(file, row) => {
                problems.push(format!("`{}` is not the text that was applied as {}", file.path, row.version));
            }
            Some(file) => files.push(file),
        }
    }
    if !problems.is_empty() {
        return Err(cannot_adopt(wanted, problems));
    }
    let last = files.iter().map(|file| file.version).max();
    let notices = wanted
        .migrations
        .iter()
        .filter(|file| Some(file.version) < last && !files.iter().any(|known| known.version == file.version))
        .map(|file| Finding {
            rule: "out-of-order".into(),
            severity: Severity::Warning,
            target: None,
            object: file.stem.clone(),
            place: Some(file.path.clone()),
            message: format!("`{}` is older than what was applied, and was not", file.stem),
            fix: Some("after adopting, run it with `provost migrate up --out-of-order apply`".to_owned()),
        })
        .collect();
    record(wanted, found, files.into_iter(), notices)
}

/// Plans to record files, those that are not in history yet.
pub(super) fn record<'a>(
    wanted: &Wanted<'_>,
    found: &Found,
    files: impl Iterator<Item = &'a Migration>,
    notices: Vec<Finding>,
) -> Result<Plan> {
    let width = width(wanted, found)?;
    let mut steps: Vec<_> = files
        .filter(|file| found.row(file.version).is_none())
        .map(|file| step::record(file, width))
        .collect();
    prepend_prepare(&mut steps, wanted, found);
    Ok(finish(wanted, found, width, steps, notices))
}

fn cannot_adopt(wanted: &Wanted<'_>, problems: Vec<String>) -> Failure {
    let more = problems.len().saturating_sub(5);
    let failure = Failure::bad_input(format!(
        "the other tool's history of {} cannot be taken over",
        wanted.target.noun()
    ));
    let failure = problems.into_iter().take(5).fold(failure, Failure::because);
    let failure = if more > 0 { failure.because(format!("and {more} more")) } else { failure };
    failure.database("unchanged").hint(
        "bring the files to what was applied; then run the same command again, with `--dry-run` to see first",
    )
}
