//! Which files a database already has, told by the objects that they make.

use super::wanted::Wanted;
use super::{Plan, record};
use crate::failure::{Failure, Place, Result};
use crate::model::{Found, Migration};
use crate::sqltext::{self, Object, ObjectKind};
use std::collections::BTreeMap;

/// Whether the objects of a file are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// All of them.
    All,
    /// None of them.
    None,
    /// Some.
    Some,
    /// It makes no object that can be looked for.
    Unknown,
}

impl Presence {
    /// From whether each object is there.
    pub fn of(found: &[bool]) -> Self {
        match (found.iter().all(|there| *there), found.iter().any(|there| *there)) {
            _ if found.is_empty() => Self::Unknown,
            (true, _) => Self::All,
            (false, true) => Self::Some,
            (false, false) => Self::None,
        }
    }
}

/// Schemas and extensions prove nothing: platforms and people make them beforehand.
fn proves(object: &Object) -> bool {
    !matches!(object.kind, ObjectKind::Schema | ObjectKind::Extension)
}

/// The objects that a file makes and leaves in place.
///
/// # Errors
/// When the file's text has no statements that can be told apart.
pub fn looked_for(migration: &Migration) -> Result<Vec<Object>> {
    let statements = sqltext::split(&migration.sql)
        .map_err(|problem| problem.in_file(&migration.path, &migration.sql).database("unchanged"))?;
    let made =
        statements.iter().flat_map(|statement| sqltext::creates(&migration.sql[statement.span.clone()]));
    Ok(made.filter(proves).collect())
}

/// Plans to record the files that the database already has.
///
/// # Errors
/// When a file is there in part, or a later file is there and an earlier one is not: nothing is resolved by guessing.
pub fn detect(wanted: &Wanted<'_>, found: &Found, presence: &BTreeMap<String, Presence>) -> Result<Plan> {
    let of = |migration: &Migration| presence.get(&migration.stem).copied().unwrap_or(Presence::Unknown);
    if let Some(partial) = wanted.migrations.iter().find(|migration| of(migration) == Presence::Some) {
        return Err(conflict(wanted, partial, "some of its objects are in the database, some are not"));
    }
    let newest = wanted.migrations.iter().rposition(|migration| of(migration) == Presence::All);
    let present = &wanted.migrations[..newest.map_or(0, |index| index + 1)];
    if let Some(absent) = present.iter().find(|migration| of(migration) == Presence::None) {
        return Err(conflict(wanted, absent, "its objects are missing, but those of a later file are there"));
    }
    // A file without objects of its own, between files that are there, has run with them.
    record::record(wanted, found, present.iter(), Vec::new())
}

fn conflict(wanted: &Wanted<'_>, migration: &Migration, because: &str) -> Failure {
    Failure::bad_input(format!("cannot tell whether {} has `{}`", wanted.target.noun(), migration.stem))
        .at(Place::file(&migration.path))
        .because(because)
        .database("unchanged")
        .hint("bring the database to a state between two files by hand, or name the version yourself: `provost migrate baseline V`")
}
