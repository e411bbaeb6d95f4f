//! Writes a project's files: looks first whether one is in the way, and takes back what it wrote when it cannot go on.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "writes the project's files")]

use super::Contents;
use crate::failure::{Failure, Place, Result};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// How many files that are in the way are named.
const NAMED: usize = 5;

/// What came of writing.
#[derive(Debug)]
pub(super) struct Written {
    /// The files that were made, seen from the project's folder.
    pub(super) created: Vec<PathBuf>,
    /// Files that were there already and stay as they are, each with the line that it lacks.
    pub(super) kept: Vec<(String, &'static str)>,
}

/// Writes all files.
pub(super) fn write(contents: &Contents) -> Result<Written> {
    let in_the_way = in_the_way(contents).map_err(|error| {
        Failure::bad_input(format!("could not look into `{}`", contents.shown_root))
            .because(error)
            .hint("name a folder that can be read: `provost init DIR`")
    })?;
    if !in_the_way.is_empty() {
        return Err(refusal(contents, &in_the_way));
    }
    let mut done = Done::default();
    let mut files: Vec<(PathBuf, &str)> =
        contents.files.iter().map(|file| (file.path.clone(), file.text.as_str())).collect();
    let mut kept = Vec::new();
    for asset in &contents.shared {
        let needed = asset.text.lines().last().unwrap_or_default();
        match std::fs::read_to_string(contents.root.join(asset.path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                files.push((asset.path.into(), asset.text))
            }
            Ok(text) if text.lines().any(|line| line.trim_start().starts_with(needed)) => {}
            _ => kept.push((contents.shown(Path::new(asset.path)), needed)),
        }
    }
    for (path, text) in &files {
        let whole = contents.root.join(path);
        if let Err(error) = done.create(&whole, text) {
            let left = if done.take_back() {
                "what had been written is removed again"
            } else {
                "a part of the project is left there"
            };
            return Err(Failure::bad_input(format!("could not write `{}`", contents.shown(path)))
                .at(Place::file(contents.shown(path)))
                .because(error)
                .because(left)
                .hint("name a folder that can be written: `provost init DIR`"));
        }
    }
    Ok(Written { created: files.into_iter().map(|(path, _)| path).collect(), kept })
}

/// Files that would be overwritten, or that would become migrations of this project.
fn in_the_way(contents: &Contents) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for file in &contents.files {
        if contents.root.join(&file.path).symlink_metadata().is_ok() {
            found.push(file.path.clone());
        }
    }
    for folder in &contents.folders {
        let entries = match std::fs::read_dir(contents.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
            if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn refusal(contents: &Contents, found: &[PathBuf]) -> Failure {
    let noun = if found.len() == 1 { "1 file is".to_owned() } else { format!("{} files are", found.len()) };
    let mut failure = Failure::bad_input(format!(
        "{noun} in the way of a new project in `{}`; nothing was written",
        contents.shown_root
    ));
    for path in found.iter().take(NAMED) {
        failure = failure.because(format!("`{}` is there already", contents.shown(path)));
    }
    if found.len() > NAMED {
        failure = failure.because(format!("and {} more", found.len() - NAMED));
    }
    match found.iter().any(|path| path == Path::new(crate::command::FILE_NAME)) {
        true => failure
            .hint("this is a project already: `provost doctor` looks at it")
            .hint("or make one elsewhere: `provost init DIR`"),
        false => failure
            .hint("make it elsewhere: `provost init DIR`")
            .hint("or begin with your own files: `provost init . --from empty`"),
    }
}

/// What was made so far.
#[derive(Default)]
struct Done {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Done {
    fn create(&mut self, path: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            let missing = folder.ancestors().take_while(|folder| !folder.exists());
            let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
            missing.reverse();
            for folder in missing {
                std::fs::create_dir(&folder)?;
                self.folders.push(folder);
            }
        }
        let mut file = File::create_new(path)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes())
    }

    /// Removes it again. Says whether all of it could be.
    fn take_back(&self) -> bool {
        let files = self.files.iter().rev().map(std::fs::remove_file);
        let files_gone = files.fold(true, |all, removed| all & removed.is_ok());
        let folders = self.folders.iter().rev().map(std::fs::remove_dir);
        folders.fold(files_gone, |all, removed| all & removed.is_ok())
    }
}
