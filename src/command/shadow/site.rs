//! Where a shadow is made: on a server of provost's own, or on the one that `--shadow-url` names.

use super::named::Named;
use crate::command::{Context, db::Own, target};
use crate::embedded::{Contents, Home, OLDEST_MAJOR, ServerBinaries, Throwaway, find, platform};
use crate::failure::{Failure, Kind, Result};
use crate::model::Ident;
use crate::model::access::Access;
use crate::pg::scratch::{Asked, ScratchServer};
use crate::pg::{Address, ConnectOptions};
use crate::render;
use crate::spec::Folder;
use secrecy::ExposeSecret as _;
use std::path::PathBuf;

/// The name of the database on a server of provost's own.
pub(super) const DATABASE: &str = "shadow";

/// A server that is known, and not asked for anything yet.
pub(in crate::command) enum Site {
    Own { binaries: ServerBinaries, cache: PathBuf, extensions: Vec<String> },
    Named(Box<ScratchServer>),
}

/// A server with the database that files are applied to. It ends, or is left as it was, when this is dropped.
pub(in crate::command) enum Ground<'a> {
    Own(Throwaway),
    Named(Box<Named<'a>>),
}

impl Site {
    /// Finds the server.
    ///
    /// # Errors
    /// When there is none that will do.
    pub(in crate::command) async fn find(context: &Context<'_>, folder: &Folder) -> Result<Self> {
        let extensions = target::extensions(folder);
        let Some(url) = &context.options.server.shadow_url else {
            let home = Home::find(|name| context.environment.get(name).map(Into::into))?;
            let wanted = Own::wanted(context, &extensions);
            let binaries = find(&wanted, &home, &mut |progress| context.printer.say(progress)).await?;
            return Ok(Self::Own { binaries, cache: home.cache, extensions });
        };
        // What `PG*` variables say is meant for the target: a password must not go to another server.
        let address = Address::parse(url.expose_secret())?;
        let options = ConnectOptions {
            application_name: Some("provost/shadow".to_owned()),
            connect_timeout: context.options.connection.connect_timeout,
            ..ConnectOptions::default()
        };
        let asked = Asked { extensions: &extensions, oldest: OLDEST_MAJOR };
        let server = ScratchServer::open(&address, options, asked).await?;
        for name in server.sweep().await? {
            let line = format!("dropped `{name}`: a run that was killed had left it on {}", server.noun());
            context.printer.say(render::escape::line(&line));
        }
        Ok(Self::Named(Box::new(server)))
    }

    /// All that changes how the server writes down what files make.
    ///
    /// # Errors
    /// When the account to run a server as is unknown.
    pub(in crate::command) fn identity(&self) -> Result<String> {
        match self {
            Self::Own { binaries, extensions, .. } => Throwaway::identity(binaries, extensions),
            Self::Named(server) => Ok(format!("{}\0{}", server.identity(), platform::text())),
        }
    }

    /// Makes the database, with the platform's stand-in in it. Without a superuser there is none, and rules cannot do without.
    ///
    /// # Errors
    /// What the server said.
    pub(super) async fn make<'a>(
        self,
        context: &'a Context<'_>,
        folder: &Folder,
        access: &Access,
    ) -> Result<Ground<'a>> {
        let server = match self {
            Self::Own { binaries, cache, .. } => {
                let own = Throwaway::start(&binaries, &cache).await?;
                own.server().create_database(&Ident::parse(DATABASE)?, Contents::Platform).await?;
                return Ok(Ground::Own(own));
            }
            Self::Named(server) => *server,
        };
        if !server.is_superuser() && !access.is_empty() {
            return Err(no_superuser(&server));
        }
        Ok(Ground::Named(Box::new(Named::make(context, server, folder, access).await?)))
    }
}

impl Ground<'_> {
    /// The way into the database, as the role that runs migrations.
    pub(super) fn address(&self) -> Address {
        match self {
            Self::Own(own) => own.server().address(DATABASE),
            Self::Named(named) => named.scratch.address(),
        }
    }

    /// The same as a role that may become any other.
    pub(super) fn superuser_address(&self) -> Address {
        match self {
            Self::Own(own) => own.server().superuser_address(DATABASE),
            Self::Named(named) => named.scratch.address(),
        }
    }

    /// Copies the database, which nobody may be connected to, and gives the superuser's way into the copy.
    pub(super) async fn copy(&self, name: &str) -> Result<Address> {
        match self {
            Self::Own(own) => {
                own.server().copy_database(&Ident::parse(DATABASE)?, &Ident::parse(name)?).await?;
                Ok(own.server().superuser_address(name))
            }
            Self::Named(named) => named.scratch.copy(name).await,
        }
    }

    /// Drops a copy.
    pub(super) async fn drop_copy(&self, name: &str) -> Result<()> {
        match self {
            Self::Own(own) => own.server().drop_database(&Ident::parse(name)?).await,
            Self::Named(named) => named.scratch.drop_copy(name).await,
        }
    }
}

fn no_superuser(server: &ScratchServer) -> Failure {
    Failure::new(Kind::Refused, format!("shadows of projects with access rules cannot be made on {}", server.noun()))
        .because("the role of `--shadow-url` is no superuser there: it can make neither `auth` and `storage` nor become other roles")
        .database("unchanged")
        .hint("name a superuser of that server, or leave `--shadow-url` out: then the shadow is made on provost's own server")
}
