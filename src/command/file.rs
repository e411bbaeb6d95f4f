//! Files that `drift` reads and writes.

#![expect(clippy::disallowed_methods, reason = "snapshots, accepted differences and scripts are files")]

use crate::command::{Context, project};
use crate::failure::{Failure, Place, Result};
use crate::snapshot::{Accepts, Snapshot};
use std::io::ErrorKind;
use std::path::Path;

/// Differences that stand are looked for in this file, where no other is named.
const ACCEPT: &str = "drift.accept.toml";

/// No catalog fills as much.
const LARGEST: u64 = 256 << 20;

/// Reads a snapshot.
pub(super) fn snapshot(context: &Context<'_>, file: &Path) -> Result<Snapshot> {
    let (path, name) = (context.directory.join(file), shown(context, file));
    let size = std::fs::metadata(&path).map(|file| file.len());
    if size.as_ref().is_ok_and(|size| *size > LARGEST) {
        return Err(
            Failure::bad_input(format!("`{name}` is too large for a snapshot")).at(Place::file(&name))
        );
    }
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::bad_input(format!("could not read `{name}`"))
            .at(Place::file(&name))
            .because(error)
            .hint(format!("take a snapshot: `provost drift snapshot --out {name}`"))
    })?;
    Snapshot::parse(&name, &text)
}

/// Reads the accepted differences: those of the file that was named, or of the usual one where it is there.
pub(super) fn accepts(context: &Context<'_>, named: Option<&Path>) -> Result<Accepts> {
    let path = match (named, &context.project) {
        (Some(file), _) => context.directory.join(file),
        (None, Some(project)) => project.root.join(ACCEPT),
        (None, None) => context.directory.join(ACCEPT),
    };
    let name = project::shown(&path, &context.directory);
    match std::fs::read_to_string(&path) {
        Ok(text) => Accepts::parse(&name, &text),
        Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => Ok(Accepts::default()),
        Err(error) => Err(Failure::bad_input(format!("could not read `{name}`"))
            .at(Place::file(&name))
            .because(error)
            .hint("name a file that is there with `--accept FILE`")),
    }
}

/// Writes a file as a whole or not at all.
pub(super) fn write(context: &Context<'_>, file: &Path, text: &str) -> Result<String> {
    let (path, name) = (context.directory.join(file), shown(context, file));
    let mut incoming = path.clone().into_os_string();
    incoming.push(format!(".{}.incoming", std::process::id()));
    let written = std::fs::write(&incoming, text).and_then(|()| std::fs::rename(&incoming, &path));
    written.map_err(|error| {
        // What could not be renamed is of no use to anybody.
        drop(std::fs::remove_file(&incoming));
        Failure::bad_input(format!("could not write `{name}`"))
            .at(Place::file(&name))
            .because(error)
            .hint("name a file in a folder that is there and can be written")
    })?;
    Ok(name)
}

fn shown(context: &Context<'_>, file: &Path) -> String {
    project::shown(&context.directory.join(file), &context.directory)
}
