//! A project's files, and their names as a person would write them.

#![expect(clippy::disallowed_methods, reason = "a project's files are read here")]

use crate::failure::{Failure, Place, Result};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Reads every `.sql` file of a folder, whatever the case of its ending, and those in folders below it; sorted by name.
///
/// The names are as a person who stands in `directory` would write them. Nothing is decided here about which of them are migrations.
///
/// # Errors
/// When the folder or a file cannot be read.
pub fn read_folder(folder: &Path, directory: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    list(folder, &shown(folder, directory), &mut files)?;
    files.sort();
    files
        .into_iter()
        .map(|(name, file)| {
            let bytes = std::fs::read(&file).map_err(|error| unreadable(&name, &error))?;
            Ok((name, bytes))
        })
        .collect()
}

/// Symbolic links to folders are not followed: they could lead in circles.
fn list(folder: &Path, shown: &str, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    let failed = |error: io::Error| unreadable(shown, &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let name = entry.file_name();
        let name = match shown {
            "." => name.to_string_lossy().into_owned(),
            _ => format!("{shown}/{}", name.to_string_lossy()),
        };
        if entry.file_type().map_err(failed)?.is_dir() {
            list(&path, &name, files)?;
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql")) {
            files.push((name, path));
        }
    }
    Ok(())
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let failure = Failure::bad_input(format!("could not read `{name}`")).at(Place::file(name)).because(error);
    match error.kind() {
        io::ErrorKind::NotFound => failure.hint(format!(
            "make the folder with `mkdir -p {name}`, or name another one with `--migrations DIR`"
        )),
        io::ErrorKind::PermissionDenied => failure.hint(format!("make it readable: `chmod u+r {name}`")),
        _ => failure,
    }
}

/// A path as a person who stands in `directory` would write it.
pub fn shown(path: &Path, directory: &Path) -> String {
    let path = directory.join(path);
    let common = path.components().zip(directory.components()).take_while(|(a, b)| a == b).count();
    // Nothing but the root in common: a path of `..` would be longer than the whole one.
    if common <= 1 {
        return path.display().to_string();
    }
    let up = directory.components().skip(common).map(|_| Component::ParentDir);
    let relative: PathBuf =
        up.chain(path.components().skip(common).filter(|c| *c != Component::CurDir)).collect();
    if relative.as_os_str().is_empty() { ".".to_owned() } else { relative.display().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_one_stands() {
        for (path, directory, expected) in [
            ("/p/sql/main/V1__a.sql", "/p", "sql/main/V1__a.sql"),
            ("/p/sql/main/V1__a.sql", "/p/docs", "../sql/main/V1__a.sql"),
            ("./sql", "/p", "sql"),
            ("/p", "/p", "."),
            ("/elsewhere/x", "/p/q", "/elsewhere/x"),
        ] {
            assert_eq!(shown(Path::new(path), Path::new(directory)), expected);
        }
    }

    #[test]
    fn every_sql_file_is_read_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("sub")).unwrap();
        for name in ["V2__b.sql", "V1__a.SQL", "README.md", "sub/V3__c.sql"] {
            std::fs::write(root.path().join(name), name).unwrap();
        }
        let names: Vec<String> =
            read_folder(root.path(), root.path()).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["V1__a.SQL", "V2__b.sql", "sub/V3__c.sql"]);
        let missing = read_folder(&root.path().join("nope"), root.path()).unwrap_err();
        assert_eq!(missing.what(), "could not read `nope`");
    }
}
