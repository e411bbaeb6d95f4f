//! A folder of migrations: names and bytes in, migrations in order out. Nothing is skipped silently.

use super::directive;
use super::fault;
use super::name::{FileName, NameFault};
use super::notice;
use super::text;
use crate::failure::{Failure, Result};
use crate::finding::Finding;
use crate::model::{DownFile, Migration, Mode, Repeatable, Version};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All that a folder of migrations holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// The versioned files, by version.
    pub migrations: Vec<Migration>,
    /// The repeatable files, by name.
    pub repeatables: Vec<Repeatable>,
    /// What works but should be known.
    pub notices: Vec<Finding>,
}

/// A file that could be read.
struct File {
    path: String,
    text: Arc<str>,
    mode: Mode,
}

impl Folder {
    /// Reads a folder: `files` holds every file in and below `root`, each with its path as the person names it and its bytes.
    ///
    /// # Errors
    /// All faults at once: the first in detail, the others in a line each.
    pub fn read(root: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self> {
        let mut sorting = Sorting::default();
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (path, bytes) in files {
            if let Err(fault) = sorting.take(root, path, bytes) {
                sorting.faults.push(fault);
            }
        }
        sorting.finish(root)
    }
}

#[derive(Default)]
struct Sorting {
    faults: Vec<Failure>,
    versioned: BTreeMap<Version, Migration>,
    /// Stems of versioned files, also of those whose text is at fault.
    stems: BTreeSet<String>,
    downs: Vec<(Version, String, File)>,
    repeatables: Vec<Repeatable>,
    notices: Vec<Finding>,
    with_crlf: Vec<String>,
}

impl Sorting {
    fn take(&mut self, root: &str, path: String, bytes: Vec<u8>) -> Result<()> {
        let below = path.strip_prefix(root).unwrap_or(&path).trim_start_matches(['/', '\\']);
        let (directory, file) = below.rsplit_once(['/', '\\']).map_or(("", below), |(dir, file)| (dir, file));
        let name = match FileName::parse(file) {
            Ok(None) => return Ok(()),
            _ if !directory.is_empty() => {
                let message =
                    format!("it stands in the sub-directory `{directory}`, and sub-directories are not read");
                return Err(fault::of_file(
                    &path,
                    message,
                    format!("move it into `{root}` itself, or out of it"),
                ));
            }
            Ok(Some(name)) => name,
            Err(NameFault { message, meant }) => {
                let message = format!("`{file}` is no migration's name: {message}");
                let hint = match file.starts_with(['.', '#']) {
                    true => {
                        format!("remove `{path}`; if it is a migration after all, rename it to `{meant}`")
                    }
                    false => format!("rename it to `{meant}`"),
                };
                return Err(fault::of_file(&path, message, hint));
            }
        };
        if let FileName::Versioned { stem, .. } = &name {
            self.stems.insert(stem.clone());
        }
        let text = text::decode(&path, bytes)?;
        let mode = directive::mode(&path, &text)?;
        if text.contains("\r\n") {
            self.with_crlf.push(path.clone());
        }
        let file = File { path, text: text.into(), mode };
        match name {
            FileName::Versioned { version, name, stem } => self.versioned(version, name, stem, file)?,
            FileName::Down { version, stem } => self.downs.push((version, stem, file)),
            FileName::Repeatable { name } => {
                self.repeatables.push(Repeatable { name, path: file.path, sql: file.text, mode: file.mode });
            }
        }
        Ok(())
    }

    fn versioned(&mut self, version: Version, name: String, stem: String, file: File) -> Result<()> {
        if let Some(first) = self.versioned.get(&version) {
            let message = format!("`{}` and `{}` have one version, {version}", first.path, file.path);
            let undoes = [(&first.stem, &stem), (&stem, &first.stem)].into_iter().find(|(undo, of)| {
                undo.strip_prefix('U').is_some_and(|rest| of.strip_prefix('V') == Some(rest))
            });
            let hint = match undoes {
                Some((undo, of)) => format!("rename `{undo}.sql` to `{of}.down.sql` if it undoes the other"),
                None => "give one of them the next free version".to_owned(),
            };
            return Err(fault::of_file(&file.path, message, hint));
        }
        self.notices.extend(notice::no_date(version, &stem, &file.path));
        let File { path, text, mode } = file;
        self.versioned.insert(version, Migration { version, name, stem, path, sql: text, mode, down: None });
        Ok(())
    }

    fn finish(mut self, root: &str) -> Result<Folder> {
        for (version, stem, File { path, text, mode }) in std::mem::take(&mut self.downs) {
            match self.versioned.get_mut(&version) {
                Some(up) if up.stem == stem => up.down = Some(DownFile { path, sql: text, mode }),
                _ if self.stems.contains(&stem) => {}
                other => self.faults.push(down_alone(&path, &stem, other.map(|it| it.stem.as_str()))),
            }
        }
        if let Some(failure) = fault::all(root, &self.faults) {
            return Err(failure);
        }
        self.notices.extend(notice::crlf(root, &self.with_crlf));
        if self.versioned.is_empty() && self.repeatables.is_empty() {
            self.notices.push(notice::no_files(root));
        }
        let migrations = self.versioned.into_values().collect();
        Ok(Folder { migrations, repeatables: self.repeatables, notices: self.notices })
    }
}

fn down_alone(path: &str, stem: &str, near: Option<&str>) -> Failure {
    let hint = match near {
        Some(near) => format!("rename it to `{near}.down.sql` if it undoes `{near}.sql`"),
        None => format!("add `{stem}.sql`, or remove this file"),
    };
    fault::of_file(path, format!("it undoes `{stem}.sql`, and there is no such file"), hint)
}
