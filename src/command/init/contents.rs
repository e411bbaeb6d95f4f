//! What a new project consists of.

use super::name;
use crate::assets::{self, Asset};
use crate::cli::{Init, System};
use crate::command::{Context, FILE_NAME, project};
use crate::failure::{Failure, Kind, Result};
use crate::spec::Project;
use std::path::{Path, PathBuf};

/// The folder of main's migrations where nobody says.
const MAIN: &str = "sql/main";
/// Keeps a folder without files in version control.
const KEEP: &str = ".gitkeep";

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewFile {
    /// Where, seen from the project's folder.
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// All that is to be written, and where.
#[derive(Debug, Clone)]
pub(super) struct Contents {
    /// The project's folder.
    pub(super) root: PathBuf,
    /// The project's folder as a person would write it.
    pub(super) shown_root: String,
    /// Folders that take migrations: an `.sql` file in one of them is in the way of those that are to be written.
    pub(super) folders: Vec<PathBuf>,
    pub(super) files: Vec<NewFile>,
    /// Files that a folder may have of its own; the last line of each is what the project needs.
    pub(super) shared: Vec<Asset>,
}

impl Contents {
    /// Puts a project together.
    ///
    /// # Errors
    /// When its name cannot be one, or options contradict each other.
    pub(super) fn of(context: &Context<'_>, wanted: &Init) -> Result<Self> {
        let root = context.directory.join(&wanted.directory);
        // `.` and `..` have no name of their own.
        let named = std::path::absolute(&root).unwrap_or_else(|_| root.clone());
        let name = name::of(wanted.name.as_deref(), &named.components().collect::<PathBuf>())?;
        let migrations = migrations(context, wanted, &root)?;
        let (text, assets) = match wanted.from {
            System::Campus => (assets::CAMPUS_PROJECT, assets::campus()),
            System::Empty => (assets::EMPTY_PROJECT, Vec::new()),
            system => (assets::SYSTEM_PROJECT, assets::example(system.name())),
        };
        let project = text
            .replace("@name@", &name)
            .replace("@database_url@", database_url(wanted.embedded))
            .replace("@migrations@", &toml::Value::from(migrations.as_str()).to_string());
        // What is written is read by the same rules as any project's file.
        Project::parse(FILE_NAME, &project)?;
        let mut files: Vec<NewFile> = assets
            .iter()
            .map(|asset| NewFile { path: asset.path.into(), text: asset.text.to_owned() })
            .collect();
        if wanted.from == System::Empty && !root.join(&migrations).is_dir() {
            files.push(NewFile { path: Path::new(&migrations).join(KEEP), text: String::new() });
        }
        // Last, so that a folder with a project file in it holds the whole project.
        files.push(NewFile { path: FILE_NAME.into(), text: project });
        let mut shared = assets::GIT.to_vec();
        shared.extend(Some(assets::ENV_EXAMPLE).filter(|_| !wanted.embedded));
        let migrations = assets.iter().filter(|asset| asset.path.starts_with("sql/"));
        let mut folders: Vec<PathBuf> =
            migrations.filter_map(|asset| Some(Path::new(asset.path).parent()?.to_owned())).collect();
        folders.dedup();
        let shown_root = project::shown(&wanted.directory, &context.directory);
        Ok(Self { root, shown_root, folders, files, shared })
    }

    /// A path of the project as a person would write it.
    pub(super) fn shown(&self, path: &Path) -> String {
        match self.shown_root.as_str() {
            "." => path.display().to_string(),
            root => format!("{}/{}", root.trim_end_matches('/'), path.display()),
        }
    }

    /// What was written, a line for each folder of migrations and for each other file.
    pub(super) fn summary(&self, created: &[PathBuf]) -> String {
        let is_migration = |path: &&PathBuf| self.folders.iter().any(|folder| path.starts_with(folder));
        let (migrations, others): (Vec<&PathBuf>, Vec<&PathBuf>) = created.iter().partition(is_migration);
        let mut lines: Vec<String> = others.iter().map(|path| self.shown(path)).collect();
        for folder in &self.folders {
            let ups = migrations.iter().filter(|path| path.starts_with(folder) && !is_down(path));
            lines.push(format!(
                "{}/: {} migrations, each with its way back",
                self.shown(folder),
                ups.count()
            ));
        }
        lines.iter().map(|line| format!("wrote {}\n", crate::render::escape::line(line))).collect()
    }
}

fn is_down(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".down.sql")
}

fn migrations(context: &Context<'_>, wanted: &Init, root: &Path) -> Result<String> {
    let Some(folder) = &context.options.files.migrations else { return Ok(MAIN.to_owned()) };
    if wanted.from != System::Empty {
        return Err(Failure::new(
            Kind::Usage,
            format!("the system `{}` brings its own migrations", wanted.from.name()),
        )
        .hint("leave `--migrations` out, or begin without tables: `--from empty`"));
    }
    Ok(project::shown(&context.directory.join(folder), root))
}

const fn database_url(embedded: bool) -> &'static str {
    match embedded {
        true => {
            "# Left out: main is on the server that provost runs. For another one:\n# database_url = \"env:PROVOST_MAIN_URL\""
        }
        false => "database_url = \"env:PROVOST_MAIN_URL\"   # not set: the server that provost runs",
    }
}
