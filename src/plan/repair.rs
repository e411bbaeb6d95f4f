//! Plans that mend one row of history, each shown as a difference before it is made.

use super::build::{finish, width};
use super::order::no_such_version;
use super::wanted::Wanted;
use super::{Action, Plan, Step, record, step};
use crate::failure::{Failure, Result};
use crate::model::{Found, Migration, Recorded, Version, VersionWidth};

/// What to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// The row takes the file's name and checksum.
    Checksum(Version),
    /// The version counts as applied.
    MarkApplied(Version),
    /// The version counts as not applied.
    MarkReverted(Version),
    /// The version column becomes `int8`.
    Widen,
}

/// Plans a repair.
///
/// # Errors
/// When the row or the file it needs is not there.
pub fn repair(wanted: &Wanted<'_>, found: &Found, repair: Repair) -> Result<Plan> {
    let steps = match repair {
        Repair::Checksum(version) => rewrite(wanted, found, version)?,
        Repair::MarkApplied(version) => {
            let file = file(wanted, version)?;
            return record::record(wanted, found, std::iter::once(file), Vec::new());
        }
        Repair::MarkReverted(version) => {
            let before = row(wanted, found, version)?.clone();
            vec![step::bookkeeping(
                version.to_string(),
                &before.name.clone(),
                "history",
                Action::Forget { before },
            )]
        }
        Repair::Widen => widen(wanted, found)?,
    };
    let width = found.history.as_ref().map_or(VersionWidth::Int4, |history| history.width);
    Ok(finish(wanted, found, width, steps, Vec::new()))
}

fn rewrite(wanted: &Wanted<'_>, found: &Found, version: Version) -> Result<Vec<Step>> {
    let before = row(wanted, found, version)?.clone();
    let file = file(wanted, version)?;
    let checksum = file.checksum(width(wanted, found)?);
    if before.name == file.name && before.checksum == checksum.to_string() {
        return Ok(Vec::new());
    }
    let action = Action::Rewrite { before, name: file.name.clone(), checksum };
    let mut step = step::bookkeeping(version.to_string(), &file.name, &file.path, action);
    // Kept beside the history as the text that counts from now on.
    step.sql = std::sync::Arc::clone(&file.sql);
    Ok(vec![step])
}

fn widen(wanted: &Wanted<'_>, found: &Found) -> Result<Vec<Step>> {
    let Some(history) = found.history.as_ref().filter(|history| history.width == VersionWidth::Int4) else {
        return Ok(Vec::new());
    };
    let mut checksums = Vec::with_capacity(history.rows.len());
    for row in &history.rows {
        let file = file(wanted, row.version)?;
        if row.checksum != file.checksum(VersionWidth::Int4).to_string() {
            return Err(Failure::bad_input(format!(
                "the history of {} cannot be widened",
                wanted.target.noun()
            ))
            .because(format!(
                "the checksum of {} is not its file's, so no new one can be computed",
                row.version
            ))
            .database("unchanged")
            .hint(format!("run `provost migrate repair --checksum {}` first", row.version)));
        }
        checksums.push((row.version, file.checksum(VersionWidth::Int8)));
    }
    let action = Action::Widen { checksums };
    Ok(vec![step::bookkeeping("history".to_owned(), "widen the version column to int8", "history", action)])
}

fn row<'f>(wanted: &Wanted<'_>, found: &'f Found, version: Version) -> Result<&'f Recorded> {
    found.row(version).ok_or_else(|| {
        Failure::bad_input(format!("{version} is not in the history of {}", wanted.target.noun()))
            .database("unchanged")
            .hint("run `provost migrate status` to see what is")
    })
}

fn file<'a>(wanted: &Wanted<'a>, version: Version) -> Result<&'a Migration> {
    let file = wanted.migrations.iter().find(|migration| migration.version == version);
    file.ok_or_else(|| no_such_version(wanted.migrations, version))
}
