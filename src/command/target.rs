//! Which database and which files a command works on.

use super::address::way_in;
use super::courses::Registered;
use super::{Context, project, rules};
use crate::access::{Drift, check_functions, known};
use crate::cli::Connection;
use crate::failure::{Failure, Kind, Result};
use crate::model::access::Access;
use crate::model::{Found, HistoryTable};
use crate::onboarding::Needs;
use crate::pg::{AccessLook, Address, Door, Limits, Session, pooler};
use crate::plan::{self, Goal, OutOfOrder, Wanted};
use crate::spec::Folder;
use crate::sqltext::{self, ObjectKind, Structure};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A target with the files that are meant for it.
pub(super) struct Work {
    /// The way in.
    pub(super) door: Door,
    /// The project's migrations for it.
    pub(super) folder: Folder,
    /// Who may touch what in it.
    pub(super) access: Access,
    /// Where main led to it: who is told what becomes of it.
    pub(super) registered: Option<Registered>,
}

impl Work {
    /// Connects, and looks at the target as [`Self::look`] does.
    pub(super) async fn open(&self) -> Result<(Session, Found)> {
        let (session, found) = self.door.open_and_look().await?;
        let found = self.with_texts(&session, found).await?;
        Ok((session, found))
    }

    /// Looks at the target, and at the former text of what was changed since.
    pub(super) async fn look(&self, session: &Session) -> Result<Found> {
        self.with_texts(session, session.look().await?).await
    }

    async fn with_texts(&self, session: &Session, mut found: Found) -> Result<Found> {
        let changed = plan::verify::changed(&self.folder.migrations, &found);
        found.texts = session.texts(&found, &changed).await?;
        Ok(found)
    }

    /// What the files ask for.
    pub(super) fn wanted(&self, goal: Goal, out_of_order: OutOfOrder) -> Wanted<'_> {
        Wanted {
            target: &self.door.target,
            history: &self.door.history,
            migrations: &self.folder.migrations,
            repeatables: &self.folder.repeatables,
            access: &self.access,
            drift: Drift::Refuse,
            goal,
            out_of_order,
        }
    }
}

/// Reads the files first: what is wrong with them is told before anything is connected.
pub(super) async fn resolve(context: &Context<'_>) -> Result<Work> {
    let folder = read_folder(context)?;
    let access = rules::read(context)?;
    fits(&access, &folder)?;
    let (mut door, registered) = way_in(context, || extensions(&folder)).await?;
    // Rules name tables of `public`; a course's own schema is reached by no API, and needs none.
    let shares = door.pin.as_ref().is_some_and(|pin| pin.schema.is_some());
    let access = if shares { Access::default() } else { access };
    door.access = (!access.is_empty()).then_some(AccessLook { storage: !access.buckets.is_empty() });
    Ok(Work { door, folder, access, registered })
}

/// What rules name must be there, as far as the files tell; a target without files is asked itself.
pub(super) fn fits(access: &Access, folder: &Folder) -> Result<()> {
    check_functions(access)?;
    if folder.migrations.is_empty() {
        return Ok(());
    }
    let versioned = folder.migrations.iter().map(|file| (file.path.as_str(), &*file.sql));
    let repeatable = folder.repeatables.iter().map(|file| (file.path.as_str(), &*file.sql));
    known(access, &Structure::read(versioned.chain(repeatable)))
}

/// Reads the migrations that are meant for the target.
///
/// # Errors
/// When one cannot be read, or cannot be a migration.
pub(super) fn read_folder(context: &Context<'_>) -> Result<Folder> {
    let directory = folder(context)?;
    let root = project::shown(&directory, &context.directory);
    let files = project::read_folder(&directory, &context.directory)?;
    Folder::read(&root, files)
}

/// Tells it where what is read may be older than what was written: nobody should take a standby for its primary.
pub(super) fn tell_recovery(context: &Context<'_>, session: &Session) {
    if session.in_recovery() {
        let noun = session.target().noun();
        context.printer.warn(&format!(
            "the server of {noun} is in recovery, a standby or a restore: what was written last may not have come there"
        ));
    }
}

/// The way into a database, and what to tell where its address was changed.
///
/// # Errors
/// When the address is that of a pooler without sessions.
pub(super) fn door(context: &Context<'_>, address: Address) -> Result<(Door, Option<String>)> {
    door_called(&context.options.connection, context.label.as_deref(), address)
}

/// The way into a database under these options; `label` is what messages call it.
///
/// # Errors
/// When the address is that of a pooler without sessions.
pub(super) fn door_called(
    connection: &Connection,
    label: Option<&str>,
    address: Address,
) -> Result<(Door, Option<String>)> {
    let (address, moved) = pooler::session_address(&address)?;
    let target = address.target(label);
    let history = match &connection.history_table {
        Some(table) => table.clone(),
        None => HistoryTable::parse(HistoryTable::DEFAULT)?,
    };
    Ok((
        Door {
            address,
            target,
            history,
            run: run_id(),
            limits: limits(connection),
            access: None,
            token: None,
            pin: None,
        },
        moved,
    ))
}

fn limits(given: &Connection) -> Limits {
    let default = Limits::default();
    Limits {
        lock_timeout: given.lock_timeout.unwrap_or(default.lock_timeout),
        lock_wait: given.lock_wait.unwrap_or(default.lock_wait),
        statement_timeout: given.statement_timeout.unwrap_or(default.statement_timeout),
        connect_timeout: given.connect_timeout,
    }
}

/// Eight letters and digits: enough to tell the runs of a project apart, short enough for `application_name`.
fn run_id() -> String {
    std::iter::repeat_with(fastrand::alphanumeric).take(8).map(|c| c.to_ascii_lowercase()).collect()
}

/// What files and rules ask of a course's database.
pub(super) fn needs(folder: &Folder, access: &Access) -> Needs {
    Needs { extensions: extensions(folder), platform: !access.is_empty() }
}

/// The extensions that files make: the server must have them.
pub(super) fn extensions(folder: &Folder) -> Vec<String> {
    let made = statements(folder).flat_map(sqltext::creates);
    let extensions = made.filter(|object| object.kind == ObjectKind::Extension);
    sorted(extensions.map(|object| object.name.name.as_str().to_owned()))
}

/// The roles that files make, which belong to the whole server.
pub(super) fn roles(folder: &Folder) -> Vec<String> {
    sorted(statements(folder).filter_map(sqltext::made_role).map(|role| role.as_str().to_owned()))
}

/// All statements of the files. A text that cannot be split is refused later, with its place.
fn statements(folder: &Folder) -> impl Iterator<Item = &str> {
    let versioned = folder.migrations.iter().map(|file| &*file.sql);
    let texts = versioned.chain(folder.repeatables.iter().map(|file| &*file.sql));
    texts.flat_map(|sql| {
        let statements = sqltext::split(sql).unwrap_or_default();
        statements.into_iter().map(move |statement| &sql[statement.span])
    })
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let names: BTreeSet<String> = names.collect();
    names.into_iter().collect()
}

/// The folder of migrations that are meant for the target.
pub(super) fn folder(context: &Context<'_>) -> Result<PathBuf> {
    match &context.options.files.migrations {
        Some(folder) => Ok(context.directory.join(folder)),
        None => Err(Failure::new(Kind::Usage, "no folder of migrations was named")
            .hint("name it with `--migrations DIR`, or run `provost init` to make a project that does")),
    }
}
