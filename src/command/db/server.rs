//! The embedded server as a command meets it: which cluster, which database, started where that is wanted.

use crate::command::Context;
use crate::embedded::{Cluster, Contents, Home, Progress, Server, Source, Wanted};
use crate::failure::Result;
use crate::model::Ident;
use crate::pg::Address;

/// The database that is meant outside of a project: the one every new cluster has.
const NO_PROJECT: &str = "postgres";

/// What `--pg-bin` says for the pinned server.
const FETCHED: &str = "fetched";

/// The embedded server and one of its databases.
#[derive(Debug)]
pub struct Own {
    /// The cluster.
    pub cluster: Cluster,
    /// The database's name; it may not exist yet.
    pub database: Ident,
}

impl Own {
    /// The cluster of this person, and the database that was named or that the project is called after.
    ///
    /// # Errors
    /// When a name cannot be a database's, or the project's file cannot be read.
    pub fn find(context: &Context<'_>, named: Option<&str>) -> Result<Self> {
        let home = Home::find(|name| context.environment.get(name).map(Into::into))?;
        let name = match named {
            Some(name) => name.to_owned(),
            None => match &context.project {
                Some(file) => file.project.project.name.clone(),
                None => NO_PROJECT.to_owned(),
            },
        };
        Ok(Self { cluster: Cluster::new(home)?, database: Ident::parse(&name)? })
    }

    /// Which server the person and the project ask for.
    pub fn wanted(context: &Context<'_>, extensions: &[String]) -> Wanted {
        Wanted {
            source: match context.options.server.pg_bin.as_deref() {
                None => Source::Any,
                Some(word) if word == FETCHED => Source::Fetched,
                Some(dir) => Source::Named(context.directory.join(dir)),
            },
            extensions: extensions.to_vec(),
            path: context.environment.get("PATH").map(Into::into),
            no_fetch: context.options.server.no_fetch,
        }
    }

    /// Starts the server if it does not run. Says whether it did.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(
        &self,
        context: &Context<'_>,
        extensions: &[String],
        port: Option<u16>,
    ) -> Result<bool> {
        let wanted = Self::wanted(context, extensions);
        self.cluster.start(&wanted, port, &mut |progress: &Progress| context.printer.say(progress)).await
    }

    /// Makes the database, with the platform layer in it, if it is not there. Says whether it did.
    ///
    /// # Errors
    /// When the server does not make it.
    pub async fn ensure_database(&self) -> Result<bool> {
        self.server()?.ensure_database(&self.database, Contents::Platform).await
    }

    /// The server, which may not run.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn server(&self) -> Result<Server> {
        self.cluster.server()
    }
}

/// The address of the project's own database on the embedded server, which is started and furnished with the database where need be. `extensions`
/// are those that the project's files create.
///
/// # Errors
/// When there is no server that will do, or it does not start.
pub async fn embedded(context: &Context<'_>, extensions: &[String]) -> Result<Address> {
    let own = Own::find(context, None)?;
    own.start(context, extensions, None).await?;
    own.ensure_database().await?;
    Ok(own.server()?.address(own.database.as_str()))
}
