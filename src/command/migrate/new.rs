//! `provost migrate new`: an empty file with the next version.

#![expect(clippy::disallowed_methods, reason = "writes the file, numbered by the clock where a project is")]

use crate::cli::migrate::New as Args;
use crate::command::{Context, project, target};
use crate::failure::{Failure, Kind, Place, Result};
use crate::model::Version;
use crate::spec::FileName;
use serde::Serialize;
use std::io::Write as _;
use std::path::Path;
use std::time::SystemTime;
use time::OffsetDateTime;
use time::macros::format_description;

/// What refinery and this project's own examples have: `V001`.
const DIGITS: usize = 3;

#[derive(Serialize)]
struct Report {
    created: Vec<String>,
}

pub(super) fn new(context: &Context<'_>, args: &Args) -> Result<()> {
    let folder = target::folder(context)?;
    let name = args.name.split(|c: char| c.is_whitespace() || c == '-').collect::<Vec<_>>().join("_");
    let versions = versions(&folder, context)?;
    let stem = match args.repeatable {
        true => format!("R__{name}"),
        false => format!("{}{name}", prefix(&versions, args.timestamp, SystemTime::now().into())),
    };
    if let Err(fault) = FileName::parse(&format!("{stem}.sql")) {
        return Err(Failure::new(Kind::Usage, format!("`{}` is no migration's name", args.name))
            .because(fault.message)
            .hint("use letters, digits and `_`, such as `provost migrate new add_grades`"));
    }
    let directive = if args.no_transaction { "-- no-transaction\n" } else { "" };
    let mut files = vec![(format!("{stem}.sql"), format!("{directive}-- {stem}\n\n"))];
    if args.down {
        files.push((format!("{stem}.down.sql"), format!("{directive}-- undoes {stem}\n\n")));
    }
    let created = files.iter().map(|(file, text)| write(&folder.join(file), text, &context.directory));
    let created = created.collect::<Result<Vec<_>>>()?;
    let lines = created.iter().map(|file| format!("{file}\n")).collect();
    context.show(&Report { created }, || lines)
}

/// The versions that are taken. Files with names at fault are left to the commands that read them.
fn versions(folder: &Path, context: &Context<'_>) -> Result<Vec<(Version, usize)>> {
    let shown = project::shown(folder, &context.directory);
    let failed = |error: std::io::Error| {
        Failure::bad_input(format!("could not read the folder `{shown}`"))
            .because(error)
            .hint(format!("make it readable, such as with `chmod u+rx {shown}`"))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut versions = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let file = entry.map_err(failed)?.file_name();
        if let Ok(Some(FileName::Versioned { version, stem, .. })) = FileName::parse(&file.to_string_lossy())
        {
            versions.push((version, digits(&stem)));
        }
    }
    Ok(versions)
}

/// How many digits the version is written with.
fn digits(stem: &str) -> usize {
    stem.trim_start_matches(['V', 'U']).chars().take_while(char::is_ascii_digit).count()
}

/// What stands before the name: the next number, or the time where the newest file has one.
fn prefix(versions: &[(Version, usize)], timestamp: bool, now: OffsetDateTime) -> String {
    let newest = versions.iter().max();
    if timestamp || newest.is_some_and(|(version, _)| version.is_timestamp()) {
        let mut at = now;
        loop {
            let text = at
                .format(format_description!("[year][month][day][hour][minute][second]"))
                .expect("a time of this millennium has all these parts");
            // Two in one second, or a colleague's clock that is ahead.
            match text.parse::<Version>() {
                Ok(version) if versions.iter().any(|(taken, _)| *taken == version) => {
                    at += time::Duration::SECOND
                }
                _ => return format!("{text}_"),
            }
        }
    }
    let (number, digits) = newest.map_or((0, DIGITS), |(version, digits)| (version.number(), *digits));
    format!("V{:0digits$}__", number + 1)
}

/// Writes a file that must not be there yet.
fn write(path: &Path, text: &str, directory: &Path) -> Result<String> {
    let shown = project::shown(path, directory);
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => Ok(shown),
        Err(error) => Err(Failure::bad_input(format!("could not write `{shown}`"))
            .at(Place::file(&shown))
            .because(error)
            .hint("choose another name, or make the folder writable")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_next_version_is_written_like_the_newest() {
        let now = datetime!(2026-08-01 12:00:59 UTC);
        let v = |number, digits| (Version::new(number), digits);
        for (taken, timestamp, expected) in [
            (vec![], false, "V001__"),
            (vec![v(1, 3), v(9, 3)], false, "V010__"),
            (vec![v(1, 1), v(9, 1)], false, "V10__"),
            (vec![v(999, 3)], false, "V1000__"),
            (vec![v(7, 4)], false, "V0008__"),
            (vec![], true, "20260801120059_"),
            (vec![v(7, 3)], true, "20260801120059_"),
            (vec![v(20_260_701_000_000, 14)], false, "20260801120059_"),
            (vec![v(20_260_801_120_059, 14), v(20_260_801_120_100, 14)], false, "20260801120101_"),
        ] {
            assert_eq!(prefix(&taken, timestamp, now), expected);
        }
    }

    #[test]
    fn digits_are_those_of_the_version() {
        assert_eq!(["V003__a1", "U12__b", "20260801120000_x9"].map(digits), [3, 2, 14]);
    }
}
