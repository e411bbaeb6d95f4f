//! A scratch database with what the project's files make, gone with the command: what rules are rendered and tested against.

mod cache;
mod named;
mod site;

pub(super) use cache::{Shelf, this_program};

use super::Context;
use crate::access::Drift;
use crate::event::Silent;
use crate::failure::{Failure, Result};
use crate::model::HistoryTable;
use crate::model::access::{Access, Catalog};
use crate::pg::apply::{self, Options};
use crate::pg::{AccessLook, Address, ConnectOptions, Connection, Door, Limits, connect};
use crate::plan::{self, Goal, OutOfOrder, Wanted};
use crate::snapshot::Snapshot;
use crate::spec::Folder;
use site::{DATABASE, Ground, Site};
use tokio::sync::watch;

/// A scratch database with what the files make.
pub(super) struct Shadow<'a> {
    /// Its server; the database ends with this.
    ground: Ground<'a>,
    /// The way into it, as the role that runs migrations.
    pub(super) door: Door,
}

/// Makes one: the files applied, and access brought to the rules.
///
/// # Errors
/// When there is no server, or the files or rules do not apply.
pub(super) async fn make<'a>(
    context: &'a Context<'_>,
    folder: &Folder,
    access: &Access,
) -> Result<Shadow<'a>> {
    let site = Site::find(context, folder).await?;
    made(context, site, folder, access, access).await
}

/// The catalog of what the files make, out of the cache where these files were seen before on such a server.
///
/// # Errors
/// When there is no server, or the files do not apply.
pub(super) async fn catalog(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Catalog> {
    let site = Site::find(context, folder).await?;
    let shelf = Shelf::of(context, &site, folder, access)?;
    if let Some(catalog) = shelf.read() {
        return Ok(catalog);
    }
    let shadow = made(context, site, folder, access, &Access::default()).await?;
    let catalog = shadow.door.open().await?.look().await?.catalog.unwrap_or_default();
    shelf.write(&catalog);
    Ok(catalog)
}

/// The snapshot of what files and rules make, out of the cache where these were seen before on such a server. `schema` is the course's
/// where courses share a database: what the files make stands there.
///
/// # Errors
/// When there is no server, or the files or rules do not apply.
pub(super) async fn snapshot(
    context: &Context<'_>,
    folder: &Folder,
    access: &Access,
    schema: Option<&str>,
) -> Result<Snapshot> {
    let site = Site::find(context, folder).await?;
    let shelf = Shelf::of_snapshot(context, &site, folder, access, schema)?;
    if let Some(snapshot) = shelf.read_text().and_then(|text| Snapshot::parse("shadow", &text).ok()) {
        return Ok(snapshot);
    }
    let mut shadow = open(site.make(context, folder, access).await?, access)?;
    if let Some(schema) = schema {
        shadow.door.open().await?.create_schema(schema).await?;
        shadow.door.address = shadow.door.address.within(schema);
    }
    shadow.apply(folder, access).await?;
    let snapshot = shadow.door.open().await?.snapshot().await?;
    let snapshot = match schema {
        Some(schema) => snapshot.of_schema(schema),
        None => snapshot,
    };
    shelf.write_text(&snapshot.text()?);
    Ok(snapshot)
}

/// Where it is kept that some rules were proven on such a server.
///
/// # Errors
/// When there is no server, or no place to keep anything.
pub(super) async fn proof(context: &Context<'_>, folder: &Folder, access: &Access) -> Result<Shelf> {
    Shelf::of_proof(context, &Site::find(context, folder).await?, folder, access)
}

/// `access` are the project's rules, `applied` those that it is brought to.
async fn made<'a>(
    context: &'a Context<'_>,
    site: Site,
    folder: &Folder,
    access: &Access,
    applied: &Access,
) -> Result<Shadow<'a>> {
    let shadow = open(site.make(context, folder, access).await?, access)?;
    shadow.apply(folder, applied).await?;
    Ok(shadow)
}

fn open<'a>(ground: Ground<'a>, access: &Access) -> Result<Shadow<'a>> {
    let address = ground.address();
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
    Ok(Shadow { ground, door })
}

impl Shadow<'_> {
    /// The superuser's way into its database.
    pub(super) fn superuser_address(&self) -> Address {
        self.ground.superuser_address()
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
        self.ground.copy(name).await
    }

    /// Drops a copy.
    ///
    /// # Errors
    /// When the server cannot drop it.
    pub(super) async fn drop_copy(&self, name: &str) -> Result<()> {
        self.ground.drop_copy(name).await
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
