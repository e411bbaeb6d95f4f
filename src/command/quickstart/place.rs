//! Where quickstart's project is, and what its database is called.

use super::hello::Hello;
use crate::cli::Quickstart;
use crate::command::db::Own;
use crate::command::{Context, FILE_NAME, ProjectFile, project};
use crate::failure::{Failure, Kind, Place as At, Result};
use crate::spec::Setting;
use std::path::PathBuf;

/// What its databases are called; a number follows where there is one already.
const NAME: &str = "quickstart";

/// Where quickstart works.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The project's folder.
    pub(super) folder: PathBuf,
    /// The folder as a person would write it.
    pub(super) shown: String,
    /// The project's name, and its database's.
    pub(super) name: String,
    /// Whether the project is there from an earlier run.
    pub(super) earlier: bool,
    /// The migration that quickstart adds.
    pub(super) hello: Hello,
}

impl Place {
    /// Finds the folder: the one that was named, else one in the state directory. A project in it must be an earlier quickstart's.
    ///
    /// # Errors
    /// When the folder holds a project of another kind.
    pub(super) fn find(context: &Context<'_>, wanted: &Quickstart, own: &Own) -> Result<Self> {
        let (folder, shown) = match &wanted.directory {
            Some(folder) => (context.directory.join(folder), project::shown(folder, &context.directory)),
            None => {
                let folder = own.cluster.home().state.join(NAME);
                (folder.clone(), folder.display().to_string())
            }
        };
        let file = folder.join(FILE_NAME);
        let earlier = file.is_file();
        let name = if earlier { Self::earlier(context, &file, &shown)? } else { NAME.to_owned() };
        let hello = Hello::find(&folder)?;
        Ok(Self { folder, shown, name, earlier, hello })
    }

    fn earlier(context: &Context<'_>, file: &std::path::Path, shown: &str) -> Result<String> {
        let project = ProjectFile::read(file, &context.directory)?.project;
        let is_ours = project.project.name.starts_with(NAME)
            && !matches!(project.main.database_url, Some(Setting::Value(_) | Setting::Env(_)));
        if is_ours {
            return Ok(project.project.name);
        }
        Err(Failure::new(Kind::Refused, format!("`{shown}` holds a project that is not quickstart's"))
            .at(At::file(project::shown(file, &context.directory)))
            .database("unchanged")
            .hint("name another folder: `provost quickstart DIR`, or leave it out"))
    }

    /// Gives a new project a name that no database has, so that nobody's tables are met by its migrations.
    pub(super) async fn named(self, own: &Own) -> Result<Self> {
        if self.earlier {
            return Ok(self);
        }
        let known = own.server()?.databases().await?;
        let name = (2..).map(|number| format!("{NAME}_{number}"));
        let name = std::iter::once(NAME.to_owned()).chain(name).find(|name| !known.contains(name));
        Ok(Self { name: name.unwrap_or(self.name), ..self })
    }
}
