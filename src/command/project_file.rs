//! `provost.toml`: where it is, and what it says.

#![expect(clippy::disallowed_methods, reason = "the project's file is read here")]

use super::project::shown;
use crate::failure::{Failure, Place, Result};
use crate::spec::Project;
use std::path::{Path, PathBuf};

/// The name of a project's file.
pub const FILE_NAME: &str = "provost.toml";

/// A project's file, read.
#[derive(Debug, Clone)]
pub struct ProjectFile {
    /// The folder that it stands in; paths in it start there.
    pub root: PathBuf,
    /// What it says.
    pub project: Project,
}

impl ProjectFile {
    /// Reads a project's file for a person who stands in `directory`.
    pub(super) fn read(file: &Path, directory: &Path) -> Result<Self> {
        let name = shown(file, directory);
        let text = std::fs::read_to_string(file).map_err(|error| {
            Failure::bad_input(format!("could not read `{name}`"))
                .at(Place::file(&name))
                .because(error)
                .hint(format!("make it readable and UTF-8, such as with `chmod u+r {name}`"))
        })?;
        let root = file.parent().unwrap_or(directory).to_owned();
        Ok(Self { root, project: Project::parse(&name, &text)? })
    }
}

/// Finds the nearest `provost.toml` from `directory` upwards, or checks the one that was named; a folder may be named, too.
///
/// # Errors
/// When one was named and is not there.
pub(super) fn locate(directory: &Path, named: Option<&Path>) -> Result<Option<PathBuf>> {
    let Some(named) = named else {
        return Ok(directory.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file()));
    };
    let file = directory.join(named);
    let file = if file.is_dir() { file.join(FILE_NAME) } else { file };
    match file.is_file() {
        true => Ok(Some(file)),
        false => Err(Failure::bad_input(format!("there is no project file `{}`", shown(&file, directory)))
            .hint("leave `--project` and `PROVOST_PROJECT` out to use the nearest `provost.toml`, or run `provost init`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_project_upwards() {
        let root = tempfile::tempdir().unwrap();
        let below = root.path().join("a/b");
        std::fs::create_dir_all(&below).unwrap();
        assert_eq!(locate(&below, Some(Path::new("nope.toml"))).unwrap_err().kind().exit_code(), 3);
        let file = root.path().join(FILE_NAME);
        std::fs::write(&file, "[project]\nname = \"campus\"\n").unwrap();
        assert_eq!(locate(&below, None).unwrap(), Some(file.clone()));
        assert_eq!(locate(&below, Some(root.path())).unwrap(), Some(file.clone()));
        let read = ProjectFile::read(&file, &below).unwrap();
        assert_eq!((read.root.as_path(), read.project.project.name.as_str()), (root.path(), "campus"));
    }

    #[test]
    fn a_fault_is_shown_from_where_one_stands() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join(FILE_NAME);
        std::fs::write(&file, "[project]\nnaem = \"campus\"\n").unwrap();
        let failure = ProjectFile::read(&file, &root.path().join("docs")).unwrap_err();
        assert_eq!(failure.place().unwrap().to_string(), "../provost.toml:2:1");
    }
}
