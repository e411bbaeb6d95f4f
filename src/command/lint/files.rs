//! The files that are looked at: those that were named, or the project's migrations.

#![expect(clippy::disallowed_methods, reason = "a project's files are read here")]

use super::changed;
use crate::cli::Lint as Args;
use crate::command::{Context, project};
use crate::failure::{Failure, Kind, Place, Result};
use crate::model::Mode;
use crate::spec::{FileName, Lint, mode};
use crate::sqltext::lint::File;
use std::path::{Path, PathBuf};

/// A file with its text.
pub(super) struct Read {
    pub(super) path: String,
    sql: String,
    mode: Mode,
    lacks_down: bool,
    has_rules: bool,
}

impl Read {
    pub(super) fn view(&self) -> File<'_> {
        File {
            path: &self.path,
            sql: &self.sql,
            mode: self.mode,
            lacks_down: self.lacks_down,
            has_rules: self.has_rules,
        }
    }
}

/// Reads them. What undoes a migration is not looked at: to drop things is its purpose.
pub(super) fn read(context: &Context<'_>, args: &Args, settings: &Lint) -> Result<Vec<Read>> {
    let mut files = Vec::new();
    for path in paths(context, args)? {
        files.extend(at(context, &path)?);
    }
    files.retain(|(name, _)| !name.to_ascii_lowercase().ends_with(".down.sql"));
    if let Some(revision) = &args.changed_since {
        let changed = changed::since(context, revision)?;
        files.retain(|(name, _)| changed.contains(&context.directory.join(name)));
    }
    let has_rules = !context.options.files.access.is_empty();
    files.into_iter().map(|(path, bytes)| one(context, settings, has_rules, path, bytes)).collect()
}

fn paths(context: &Context<'_>, args: &Args) -> Result<Vec<PathBuf>> {
    if !args.paths.is_empty() {
        return Ok(args.paths.iter().map(|path| context.directory.join(path)).collect());
    }
    let Some(main) = &context.options.files.migrations else {
        return Err(Failure::new(
            Kind::Usage,
            "no file was named, and there is no `provost.toml` here or above",
        )
        .hint("name files or folders: `provost lint supabase/migrations`"));
    };
    let course = context.project.as_ref().and_then(|file| {
        let course = file.project.course.as_ref()?;
        Some(file.root.join(&course.migrations)).filter(|folder| folder.is_dir())
    });
    Ok(std::iter::once(context.directory.join(main)).chain(course).collect())
}

/// The `.sql` files in a folder, or the one file.
fn at(context: &Context<'_>, path: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let shown = project::shown(path, &context.directory);
    if path.is_dir() {
        return project::read_folder(path, &context.directory);
    }
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::bad_input(format!("could not read `{shown}`"))
            .at(Place::file(&shown))
            .because(error)
            .hint("name a file or a folder that is there")
    })?;
    Ok(vec![(shown, bytes)])
}

fn one(
    context: &Context<'_>,
    settings: &Lint,
    has_rules: bool,
    path: String,
    bytes: Vec<u8>,
) -> Result<Read> {
    let sql = String::from_utf8(bytes).map_err(|error| {
        Failure::bad_input(format!("`{path}` is not UTF-8"))
            .at(Place::file(&path))
            .because(error)
            .hint(format!("convert it: `iconv -f LATIN1 -t UTF-8 {path}`"))
    })?;
    let file = path.rsplit('/').next().unwrap_or(&path);
    let is_versioned = matches!(FileName::parse(file), Ok(Some(FileName::Versioned { .. })));
    let down = context.directory.join(&path).with_extension("down.sql");
    Ok(Read {
        mode: mode(&path, &sql)?,
        lacks_down: settings.down && is_versioned && !down.is_file(),
        has_rules,
        sql,
        path,
    })
}
