//! Whether files and history agree: one finding for each way in which they do not.

use super::wanted::Wanted;
use super::{order, refinery};
use crate::finding::{Finding, Severity};
use crate::model::{Found, Migration, Recorded, Version, VersionWidth};
use crate::sqltext::Change;

/// Everything that can be told without looking at the catalog.
pub fn all(wanted: &Wanted<'_>, found: &Found) -> Vec<Finding> {
    let width = found.history.as_ref().map_or(VersionWidth::Int4, |history| history.width);
    let mut findings = history(wanted.migrations, found, width);
    let agrees = findings.is_empty();
    findings.extend(order::irregular(wanted, found));
    // What refinery says of rows that contradict their files is said already, in better words.
    let objection = agrees.then(|| refinery::objection(wanted.migrations, found)).flatten();
    findings.extend(objection.map(|objection| Finding {
        rule: "refinery-disagrees".into(),
        severity: Severity::Warning,
        target: None,
        object: wanted.history.label(),
        place: None,
        message: format!("a program that embeds refinery would stop: {objection}"),
        fix: Some("bring files and history into refinery's order, or let that program use `set_abort_missing(false)`".to_owned()),
    }));
    findings
}

/// Versions whose files are not what was applied: worth reading the text that was.
pub fn changed(migrations: &[Migration], found: &Found) -> Vec<Version> {
    let Some(width) = found.history.as_ref().map(|history| history.width) else { return Vec::new() };
    let changed = |row: &&Recorded| {
        let file = migrations.binary_search_by_key(&row.version, |migration| migration.version);
        file.is_ok_and(|index| migrations[index].checksum(width).to_string() != row.checksum)
    };
    found.rows().iter().filter(changed).map(|row| row.version).collect()
}

/// Indexes that a broken build left.
pub fn invalid_index(schema: &str, index: &str, table: &str) -> Finding {
    let name = format!("{}.{}", crate::model::ident(schema), crate::model::ident(index));
    Finding {
        rule: "invalid-index".into(),
        severity: Severity::Error,
        target: None,
        object: format!("{schema}.{index}"),
        place: None,
        message: format!(
            "index `{schema}.{index}` on `{table}` is not valid: it costs every write and serves no query"
        ),
        fix: Some(format!("drop index concurrently {name}; then build it again")),
    }
}

/// Compares every row of history with its file.
pub fn history(migrations: &[Migration], found: &Found, width: VersionWidth) -> Vec<Finding> {
    found.rows().iter().filter_map(|row| row_against_file(row, migrations, found, width)).collect()
}

fn row_against_file(
    row: &Recorded,
    migrations: &[Migration],
    found: &Found,
    width: VersionWidth,
) -> Option<Finding> {
    let file = migrations.binary_search_by_key(&row.version, |migration| migration.version);
    let Ok(file) = file.map(|index| &migrations[index]) else {
        return Some(Finding {
            rule: "history-missing-file".into(),
            severity: Severity::Error,
            target: None,
            object: format!("{}__{}", row.version, row.name),
            place: None,
            message: format!("{} `{}` is applied, but its file is missing", row.version, row.name),
            fix: Some(format!(
                "bring the file back from version control; if it is gone for good, run `provost migrate repair --mark-reverted {}`",
                row.version
            )),
        });
    };
    if row.name != file.name {
        return Some(of_file(
            "history-name",
            file,
            format!("{} was applied as `{}`, but the file is called `{}`", row.version, row.name, file.name),
            format!(
                "give the file its old name back, or run `provost migrate repair --checksum {}`",
                row.version
            ),
        ));
    }
    match row.checksum.parse::<u64>() {
        Ok(recorded) if recorded == file.checksum(width) => None,
        Ok(_) => {
            let change = found.texts.get(&row.version).map(|text| Change::between(text, &file.sql));
            Some(of_file(
                "history-checksum",
                file,
                changed_message(file, row, change),
                changed_fix(row, change),
            ))
        }
        Err(_) => Some(of_file(
            "history-format",
            file,
            match row.checksum.as_str() {
                "" => format!("{} has no checksum", row.version),
                other => {
                    format!("the checksum of {} is `{}`, not a number", row.version, other.escape_debug())
                }
            },
            format!("run `provost migrate repair --checksum {}` to write the file's", row.version),
        )),
    }
}

fn of_file(rule: &'static str, file: &Migration, message: String, fix: String) -> Finding {
    Finding {
        rule: rule.into(),
        severity: Severity::Error,
        target: None,
        object: file.stem.clone(),
        place: Some(file.path.clone()),
        message,
        fix: Some(fix),
    }
}

fn changed_message(file: &Migration, row: &Recorded, change: Option<Change>) -> String {
    let what = match change {
        None | Some(Change::Same) => "",
        Some(Change::LineEnds) => ": only its line ends",
        Some(Change::WhiteSpace) => ": only white space",
        Some(Change::Comments) => ": only comments",
        Some(Change::Sql) => ": its SQL",
    };
    format!("`{}` was changed after it was applied on {}{what}", file.stem, row.applied_on)
}

fn changed_fix(row: &Recorded, change: Option<Change>) -> String {
    let accept = format!("`provost migrate repair --checksum {}`", row.version);
    match change {
        Some(Change::LineEnds) => {
            format!(
                "add `*.sql text eol=lf` to `.gitattributes` and check the file out again, or accept it with {accept}"
            )
        }
        Some(Change::WhiteSpace | Change::Comments) => {
            format!("the database is what it would be; accept the file with {accept}")
        }
        _ => format!(
            "put the file back as it was and write the change as a new migration; {accept} shows the difference and accepts it"
        ),
    }
}
