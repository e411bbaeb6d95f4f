//! The files of a project's own checks.

#![expect(clippy::disallowed_methods, reason = "a project's files are read here")]

use crate::command::{Context, project};
use crate::failure::{Failure, Place, Result};
use crate::validate::{Check, Own, read as read_checks};
use std::io::ErrorKind;
use std::path::Path;

/// Reads the checks in the folders that the project names for the target.
pub(super) fn read(context: &Context<'_>) -> Result<Vec<Check>> {
    let Some(file) = &context.project else { return Ok(Vec::new()) };
    let folders = match (&context.options.target.course, &file.project.course) {
        (Some(_), Some(course)) => &course.validate,
        _ => &file.project.main.validate,
    };
    let mut files = Vec::new();
    for folder in folders {
        let folder = file.root.join(folder);
        let shown = project::shown(&folder, &context.directory);
        let read =
            project::read_folder(&folder, &context.directory).map_err(|failure| match folder.is_dir() {
                true => failure,
                false => Failure::bad_input(format!("there is no folder `{shown}` of checks"))
                    .at(Place::file(context.home().unwrap_or_default()))
                    .hint(format!(
                        "make it with `mkdir -p {shown}`, or correct `validate` in `provost.toml`"
                    )),
            })?;
        for (name, bytes) in read {
            let sql = String::from_utf8(bytes).map_err(|error| {
                Failure::bad_input(format!("`{name}` is not UTF-8")).at(Place::file(&name)).because(error)
            })?;
            let page = page(&context.directory.join(&name).with_extension("md"), &name)?;
            files.push(Own { file: name, sql, page });
        }
    }
    read_checks(files)
}

/// The page beside a check, where there is one.
fn page(path: &Path, check: &str) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::bad_input(format!("could not read the page beside `{check}`"))
            .at(Place::file(check))
            .because(error)
            .hint("make it a text in UTF-8, or remove it")),
    }
}
