//! What works in a folder, but should be known.

use crate::finding::{Finding, Severity};
use crate::model::Version;
use time::macros::format_description;

/// Files with CRLF line ends: the checksum covers them, so another check-out of the same file may differ.
pub(super) fn crlf(root: &str, files: &[String]) -> Option<Finding> {
    let first = files.first()?;
    let which = match files.len() {
        1 => format!("`{first}` has"),
        count => format!("`{first}` and {} more files have", count - 1),
    };
    Some(Finding {
        rule: "line-ends-crlf".into(),
        severity: Severity::Warning,
        target: None,
        object: root.to_owned(),
        place: Some(first.clone()),
        message: format!("{which} CRLF line ends, which are part of the checksum: another check-out may not match"),
        fix: Some("put `*.sql text eol=lf` into `.gitattributes`, and run `git add --renormalize .` before the files are applied anywhere".to_owned()),
    })
}

/// A folder without a migration is mostly the wrong folder.
pub(super) fn no_files(root: &str) -> Finding {
    Finding {
        rule: "no-files".into(),
        severity: Severity::Warning,
        target: None,
        object: root.to_owned(),
        place: None,
        message: format!("there are no migrations in `{root}`"),
        fix: Some(
            "make one with `provost migrate new NAME`, or name another folder with `--migrations DIR`"
                .to_owned(),
        ),
    }
}

/// A time stamp that is no date: it only has to be in order, but it may be a slip of the pen.
pub(super) fn no_date(version: Version, stem: &str, path: &str) -> Option<Finding> {
    let digits = version.number().to_string();
    let format = format_description!("[year][month][day][hour][minute][second]");
    if digits.len() != 14 || time::PrimitiveDateTime::parse(&digits, format).is_ok() {
        return None;
    }
    Some(Finding {
        rule: "name-no-date".into(),
        severity: Severity::Note,
        target: None,
        object: stem.to_owned(),
        place: Some(path.to_owned()),
        message: format!("`{digits}` is no date and time; it counts as a number, and only its order matters"),
        fix: None,
    })
}
