//! The migration that quickstart adds to its project: filled, spoilt, and put back.

#![expect(clippy::disallowed_methods, reason = "writes into the project that quickstart made")]

use crate::assets::{HELLO, HELLO_DOWN, HELLO_RULES};
use crate::failure::{Failure, Result};
use crate::spec::FileName;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What the migration is called.
pub(super) const NAME: &str = "hello";
/// What somebody adds to the file after it was applied.
pub(super) const SPOILS: &str = "alter table public.hello add author text;";
const UP: &str = ".sql";
const DOWN: &str = ".down.sql";
/// Where main's migrations are.
const FOLDER: &str = "sql/main";
/// Where main's access rules are.
pub(super) const RULES: &str = "templates/main.toml";

/// The migration's file, which may not be there yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Hello {
    project: PathBuf,
    folder: PathBuf,
    /// The file, once it is made.
    pub(super) stem: Option<String>,
    /// Whether no file has a higher version: undoing the newest undoes this one.
    pub(super) is_newest: bool,
}

impl Hello {
    /// Looks for it among a project's migrations.
    pub(super) fn find(project: &Path) -> Result<Self> {
        let folder = project.join(FOLDER);
        let project = project.to_owned();
        let mut files: Vec<(crate::model::Version, String, String)> = Vec::new();
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self { project, folder, stem: None, is_newest: true });
            }
            Err(error) => return Err(failed(&folder, error)),
        };
        for entry in entries {
            let file = entry.map_err(|error| failed(&folder, error))?.file_name();
            if let Ok(Some(FileName::Versioned { version, name, stem })) =
                FileName::parse(&file.to_string_lossy())
            {
                files.push((version, name, stem));
            }
        }
        files.sort();
        let ours = files.iter().rfind(|(_, name, _)| name == NAME);
        let is_newest = ours.is_none_or(|ours| files.last().is_some_and(|last| last.0 == ours.0));
        Ok(Self { project, folder, stem: ours.map(|(.., stem)| stem.clone()), is_newest })
    }

    /// Its file as seen from the project.
    pub(super) fn path(&self) -> String {
        format!("{FOLDER}/{}{UP}", self.stem.as_deref().unwrap_or(NAME))
    }

    /// The file that undoes it.
    pub(super) fn down_path(&self) -> String {
        format!("{FOLDER}/{}{DOWN}", self.stem.as_deref().unwrap_or(NAME))
    }

    /// Adds its text to the empty files that `migrate new` made.
    pub(super) fn fill(&self) -> Result<()> {
        for (ending, text) in [(UP, HELLO), (DOWN, HELLO_DOWN)] {
            let file = self.file(ending);
            write(&file, &(read(&file)? + text))?;
        }
        self.add_rules()
    }

    /// Adds its rules to the project's, once.
    fn add_rules(&self) -> Result<()> {
        let file = self.project.join(RULES);
        let text = read(&file)?;
        if text.contains("[tables.hello]") { Ok(()) } else { write(&file, &(text + HELLO_RULES)) }
    }

    /// Changes the file as somebody might who forgot that it is applied. What comes back puts it right again, also when a run is stopped.
    pub(super) fn spoil(&self) -> Result<Spoilt> {
        let file = self.file(UP);
        let text = read(&file)?;
        let spoilt = Spoilt { file, text };
        write(&spoilt.file, &format!("{}{SPOILS}\n", spoilt.text))?;
        Ok(spoilt)
    }

    /// Puts the files right where an earlier run was killed before it could.
    pub(super) fn heal(&self) -> Result<()> {
        if self.stem.is_none() {
            return Ok(());
        }
        let file = self.file(UP);
        let text = read(&file)?;
        match text.strip_suffix(&format!("{SPOILS}\n")) {
            Some(whole) => write(&file, whole),
            None if text.lines().all(|line| line.is_empty() || line.starts_with("--")) => self.fill(),
            None => self.add_rules(),
        }
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}{ending}", self.stem.as_deref().unwrap_or(NAME)))
    }
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| failed(file, error))
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|error| failed(file, error))
}

/// A file that was changed for show.
#[derive(Debug)]
pub(super) struct Spoilt {
    file: PathBuf,
    text: String,
}

impl Spoilt {
    /// Puts the file back.
    pub(super) fn put_back(&self) -> Result<()> {
        write(&self.file, &self.text)
    }
}

impl Drop for Spoilt {
    fn drop(&mut self) {
        // Nobody is left to tell; the next run puts it back if this cannot.
        let _: Result<()> = self.put_back();
    }
}

fn failed(path: &Path, error: std::io::Error) -> Failure {
    Failure::bad_input(format!("could not use `{}`", path.display()))
        .because(error)
        .hint("name another folder: `provost quickstart DIR`")
}
