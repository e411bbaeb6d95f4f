//! What stock refinery would say of a history: the programs that embed it read the same rows.
//!
//! refinery's own runner is asked, on a connection that only answers with the rows that were found. Nothing is run.

use crate::model::{Found, Migration, VersionWidth};
use refinery_core::traits::sync::{Migrate, Query, Transaction};
use refinery_core::{Migration as Theirs, Runner};
use std::convert::Infallible;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What refinery objects to, in its own words; nothing where it agrees or cannot be asked.
///
/// It cannot be asked about time stamps: its versions have 32 bits here.
pub(super) fn objection(migrations: &[Migration], found: &Found) -> Option<String> {
    if migrations.iter().any(|migration| !migration.version.fits_int4()) {
        return None;
    }
    let files: Vec<Theirs> = migrations.iter().map(theirs).collect::<Option<_>>()?;
    let mut answers = Answers { rows: rows(migrations, found)? };
    let runner = Runner::new(&files).set_abort_divergent(true).set_abort_missing(true);
    runner.run(&mut answers).err().map(|error| error.to_string())
}

fn theirs(migration: &Migration) -> Option<Theirs> {
    let prefix = if migration.fills_gaps() { 'U' } else { 'V' };
    Theirs::unapplied(&format!("{prefix}{}__{}", migration.version.number(), migration.name), &migration.sql)
        .ok()
}

/// The rows as refinery would read them. In a wide table the checksums are of the wide form: one that fits its file becomes the
/// narrow form of that file, so that the comparison means the same.
fn rows(migrations: &[Migration], found: &Found) -> Option<Vec<Theirs>> {
    let width = found.history.as_ref()?.width;
    let row = |row: &crate::model::Recorded| {
        let file = migrations.iter().find(|migration| migration.version == row.version);
        let recorded: u64 = row.checksum.parse().ok()?;
        let checksum = match file {
            Some(file) if file.checksum(width) == recorded => file.checksum(VersionWidth::Int4),
            _ => recorded,
        };
        let version = i32::try_from(row.version.number()).ok()?;
        let applied_on = OffsetDateTime::parse(&row.applied_on, &Rfc3339).ok()?;
        Some(Theirs::applied(version, row.name.clone(), applied_on, checksum))
    };
    found.rows().iter().map(row).collect()
}

/// A connection that knows its answers and runs nothing.
struct Answers {
    rows: Vec<Theirs>,
}

impl Transaction for Answers {
    type Error = Infallible;

    fn execute<'a, T: Iterator<Item = &'a str>>(&mut self, queries: T) -> Result<usize, Infallible> {
        Ok(queries.count())
    }
}

impl Query<Vec<Theirs>> for Answers {
    fn query(&mut self, _query: &str) -> Result<Vec<Theirs>, Infallible> {
        Ok(self.rows.clone())
    }
}

impl Migrate for Answers {}
