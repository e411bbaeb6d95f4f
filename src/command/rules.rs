//! The access files of a target, and the project's own templates beside them.

#![expect(clippy::disallowed_methods, reason = "a project's files are read here")]

use super::{Context, project};
use crate::failure::{Failure, Place, Result};
use crate::model::access::{Access, Source};
use crate::spec::access;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Reads the access rules that are meant for the target; none where it has no files of them.
///
/// # Errors
/// When a file cannot be read, or says what cannot be.
pub(super) fn read(context: &Context<'_>) -> Result<Access> {
    read_files(context, &context.options.files.access)
}

/// Reads these files as the rules of one target.
///
/// # Errors
/// When a file cannot be read, or says what cannot be.
pub(super) fn read_files(context: &Context<'_>, files: &[PathBuf]) -> Result<Access> {
    let sources =
        files.iter().map(|file| source(&context.directory.join(file), context)).collect::<Result<_>>()?;
    let folders: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|file| context.directory.join(file).parent().map(|it| it.join("functions")))
        .collect();
    let mut templates = Vec::new();
    for folder in folders {
        templates.extend(own_templates(&folder, context)?);
    }
    access::read(sources, templates)
}

fn own_templates(folder: &Path, context: &Context<'_>) -> Result<Vec<Source>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "sql"));
    files.sort();
    files.iter().map(|file| source(file, context)).collect()
}

fn source(file: &Path, context: &Context<'_>) -> Result<Source> {
    let path = project::shown(file, &context.directory);
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::bad_input(format!("could not read `{path}`"))
            .at(Place::file(&path))
            .because(error)
            .hint("see that the files under `access` in `provost.toml` are there, and are UTF-8")
    })?;
    Ok(Source { path, text })
}
