//! Whether files and history agree: one finding for each way in which they do not.

use crate::finding::{Finding, Severity};
use crate::model::{Found, Migration, Recorded, VersionWidth};

/// Compares every row of history with its file.
pub fn history(migrations: &[Migration], found: &Found, width: VersionWidth) -> Vec<Finding> {
    found.rows().iter().filter_map(|row| row_against_file(row, migrations, width)).collect()
}

fn row_against_file(row: &Recorded, migrations: &[Migration], width: VersionWidth) -> Option<Finding> {
    let file = migrations.binary_search_by_key(&row.version, |migration| migration.version);
    let Ok(file) = file.map(|index| &migrations[index]) else {
        return Some(Finding {
            rule: "history-missing-file",
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
        Ok(_) => Some(of_file(
            "history-checksum",
            file,
            format!("`{}` was changed after it was applied on {}", file.stem, row.applied_on),
            format!(
                "put the file back as it was and write the change as a new migration; or run `provost migrate verify` to see what changed and `provost migrate repair --checksum {}` to accept it",
                row.version
            ),
        )),
        Err(_) => Some(of_file(
            "history-format",
            file,
            format!("the checksum of {} is `{}`, not a number", row.version, row.checksum.escape_debug()),
            format!("run `provost migrate repair --checksum {}` to write the file's", row.version),
        )),
    }
}

fn of_file(rule: &'static str, file: &Migration, message: String, fix: String) -> Finding {
    Finding {
        rule,
        severity: Severity::Error,
        target: None,
        object: file.stem.clone(),
        place: Some(file.path.clone()),
        message,
        fix: Some(fix),
    }
}
