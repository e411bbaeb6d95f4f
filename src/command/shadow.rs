//! A scratch server with what the project's files make, gone with the command: what rules are rendered and tested against.

mod cache;

pub(super) use cache::Shelf;

use super::db::Own;
use super::{Context, target};
use crate::access::Drift;
use crate::embedded::{Contents, Home, Throwaway, find};
use crate::event::Silent;
use crate::failure::{Failure, Result};
use crate::model::access::{Access, Catalog};
use crate::model::{HistoryTable, Ident};
use crate::pg::apply::{self, Options};
use crate::pg::{AccessLook, Address, ConnectOptions, Connection, Door, Limits, connect};
use crate::plan::{self, Goal, OutOfOrder, Wanted};
use crate::snapshot::Snapshot;
use crate::spec::Folder;
use tokio::sync::watch;

/// The name of the database on the scratch server.
const DATABASE: &str = "shadow";

/// A scratch server with what the files make.
pub(super) struct Shadow {
    /// The server, which ends with this.
    pub(super) server: Throwaway,
    /// The way into its database, as the role that runs migrations.
    pub(super) door: Door,
}

/// Makes one: the files applied, and access brought to the rules.
///
/// # Errors
/// When there is no server, or the files or rules do not apply.
pub(super) async fn make(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Shadow> {
    let server = start(context, folder).await?;
    let name = Ident::parse(DATABASE)?;
    server.server().create_database(&name, Contents::Platform).await?;
    let shadow = open(server, access)?;
    shadow.apply(folder, access).await?;
    Ok(shadow)
}

/// The catalog of what the files make, out of the cache where these files were seen before.
///
/// # Errors
/// When there is no server, or the files do not apply.
pub(super) async fn catalog(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Catalog> {
    let shelf = cache::Shelf::of(context, folder, access)?;
    if let Some(catalog) = shelf.read() {
        return Ok(catalog);
    }
    let server = start(context, folder).await?;
    server.server().create_database(&Ident::parse(DATABASE)?, Contents::Platform).await?;
    let shadow = open(server, access)?;
    shadow.apply(folder, &Access::default()).await?;
    let catalog = shadow.door.open().await?.look().await?.catalog.unwrap_or_default();
    shelf.write(&catalog);
    Ok(catalog)
}

/// The snapshot of what files and rules make, out of the cache where these were seen before.
///
/// # Errors
/// When there is no server, or the files or rules do not apply.
pub(super) async fn snapshot(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Snapshot> {
    let shelf = cache::Shelf::of_snapshot(context, folder, access)?;
    if let Some(snapshot) = shelf.read_text().and_then(|text| Snapshot::parse("shadow", &text).ok()) {
        return Ok(snapshot);
    }
    let shadow = make(context, folder, access).await?;
    let snapshot = shadow.door.open().await?.snapshot().await?;
    shelf.write_text(&snapshot.text()?);
    Ok(snapshot)
}

async fn start(context: &Context<'_>, folder: &Folder) -> Result<Throwaway> {
    let home = Home::find(|name| context.environment.get(name).map(Into::into))?;
    let wanted = Own::wanted(context, &target::extensions(folder));
    let binaries = find(&wanted, &home, &mut |progress| context.printer.say(progress)).await?;
    Throwaway::start(&binaries, &home.cache).await
}

fn open(server: Throwaway, access: &Access) -> Result<Shadow> {
    let address = server.server().address(DATABASE);
    let door = Door {
        target: address.target(Some(DATABASE)),
        address,
        history: HistoryTable::parse(HistoryTable::DEFAULT)?,
        run: DATABASE.to_owned(),
        limits: Limits::default(),
        access: Some(AccessLook { storage: !access.buckets.is_empty() }),
        token: None,
        pin: None,
    };
    Ok(Shadow { server, door })
}

impl Shadow {
    /// The superuser's way into its database.
    pub(super) fn superuser_address(&self) -> Address {
        self.server.server().superuser_address(DATABASE)
    }

    /// A connection into its database as the superuser, who may become any role.
    ///
    /// # Errors
    /// When the server does not let us in.
    pub(super) async fn superuser(&self) -> Result<Connection> {
        connect(&self.superuser_address(), &ConnectOptions::default()).await
    }

    /// Copies its database, which nobody may be connected to, and gives the superuser's way into the copy.
    ///
    /// # Errors
    /// When the server cannot copy it.
    pub(super) async fn copy(&self, name: &str) -> Result<Address> {
        let server = self.server.server();
        server.copy_database(&Ident::parse(DATABASE)?, &Ident::parse(name)?).await?;
        Ok(server.superuser_address(name))
    }

    /// Drops a copy.
    ///
    /// # Errors
    /// When the server cannot drop it.
    pub(super) async fn drop_copy(&self, name: &str) -> Result<()> {
        self.server.server().drop_database(&Ident::parse(name)?).await
    }

    async fn apply(&self, folder: &Folder, access: &Access) -> Result<()> {
        let wanted = Wanted {
            target: &self.door.target,
            history: &self.door.history,
            migrations: &folder.migrations,
            repeatables: &folder.repeatables,
            access,
            drift: Drift::Refuse,
            goal: Goal::Latest,
            out_of_order: OutOfOrder::Apply,
        };
        let session = self.door.open().await?;
        let plan = plan::build(&wanted, &session.look().await?)?;
        let build = |found: &_| plan::build(&wanted, found);
        let (_keep, stop) = watch::channel(false);
        let options = Options::default();
        let outcome = apply::apply(&self.door, session, &plan, &build, options, &mut Silent, stop).await;
        match outcome.failure {
            None => Ok(()),
            Some(failure) => Err(in_shadow(&failure)),
        }
    }
}

/// The same failure, without what it says of a database that is gone when it is read.
fn in_shadow(failure: &Failure) -> Failure {
    let mut told = Failure::bad_input(failure.what());
    if let Some(place) = failure.place() {
        told = told.at(place.clone());
    }
    if let Some(excerpt) = failure.excerpt() {
        told = told.showing(excerpt.clone());
    }
    told = failure.causes().iter().fold(told, |told, cause| told.because(cause));
    told = told.database("only a scratch database was touched");
    failure.hints().iter().fold(told, |told, hint| told.hint(hint))
}
