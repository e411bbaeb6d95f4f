//! The stand-in for what Supabase brings: roles, `auth`, `storage`, `extensions`, and the rights of the database's owner on them.
//!
//! On a server of our own it is there by itself. Elsewhere it is installed only when asked for by name, and never where the real one is.

use crate::failure::{Failure, Kind, Result};
use crate::pg::Connection;
use std::time::Duration;
use tokio_postgres::SimpleQueryMessage;
use tokio_postgres::error::SqlState;

const OWNER: &str = include_str!("../../sql/platform/owner.sql");
/// Makes the roles that the API and the platform's services use.
pub const ROLES: &str = include_str!("../../sql/platform/roles.sql");
/// The roles that [`ROLES`] makes.
pub const API_ROLES: [&str; 6] = [
    "anon",
    "authenticated",
    "service_role",
    "authenticator",
    "supabase_auth_admin",
    "supabase_storage_admin",
];
const DETECT: &str = include_str!("../../sql/platform/detect.sql");
/// In the order in which they run.
const SCHEMAS: [(&str, &str); 4] = [
    ("auth.sql", include_str!("../../sql/platform/auth.sql")),
    ("storage.sql", include_str!("../../sql/platform/storage.sql")),
    ("public.sql", include_str!("../../sql/platform/public.sql")),
    ("guard.sql", include_str!("../../sql/platform/guard.sql")),
];

/// What a database has of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing of it.
    Nothing,
    /// Our stand-in.
    StandIn,
    /// The real one, or something that somebody else made under the same names.
    Foreign,
}

/// The text of the whole layer: what changes it changes the clusters that hold it.
pub fn text() -> String {
    let schemas = SCHEMAS.iter().map(|(_, text)| *text);
    [OWNER, ROLES].into_iter().chain(schemas).collect::<Vec<_>>().join("\0")
}

/// Looks at what a database has.
///
/// # Errors
/// When the server does not answer.
pub async fn detect(connection: &Connection) -> Result<Found> {
    let rows = connection.client.simple_query(DETECT);
    let limit = Duration::from_secs(10);
    let rows = connection.answered(limit, "could not look for the platform's objects", rows).await?;
    let word = rows.iter().find_map(|row| match row {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    match word {
        Some("nothing") => Ok(Found::Nothing),
        Some("stand-in") => Ok(Found::StandIn),
        _ => Ok(Found::Foreign),
    }
}

/// Installs the layer in the database of this connection, which must be a superuser's. Says whether there was anything to do.
///
/// # Errors
/// When the real platform is there, the role may not do it, or a statement fails; then nothing is changed.
pub async fn install(connection: &Connection) -> Result<bool> {
    match detect(connection).await? {
        Found::StandIn => return Ok(false),
        Found::Nothing => {}
        Found::Foreign => {
            return Err(Failure::new(Kind::Refused, "will not install the platform's stand-in here")
                .because(
                    "the schema `auth` or `storage` exists already: this is Supabase, or somebody made them",
                )
                .hint("run the migrations as they are: `provost migrate plan`"));
        }
    }
    run(connection, "begin").await?;
    let installed = async {
        install_roles_of_the_api(connection).await?;
        install_schemas(connection).await
    };
    match installed.await {
        Ok(()) => run(connection, "commit").await.map(|()| true),
        Err(failure) => {
            run(connection, "rollback").await?;
            Err(failure.with_kind(Kind::RolledBack).database("rolled back; nothing is changed"))
        }
    }
}

/// The roles of a server of our own, `postgres` among them.
pub(super) async fn install_roles(connection: &Connection) -> Result<()> {
    batch(connection, "owner.sql", OWNER).await?;
    install_roles_of_the_api(connection).await
}

async fn install_roles_of_the_api(connection: &Connection) -> Result<()> {
    batch(connection, "roles.sql", ROLES).await
}

/// Installs what belongs to one database; the roles must be there, and the connection a superuser's.
///
/// # Errors
/// When a statement fails.
pub async fn install_schemas(connection: &Connection) -> Result<()> {
    for (name, sql) in SCHEMAS {
        batch(connection, name, sql).await?;
    }
    Ok(())
}

async fn run(connection: &Connection, sql: &str) -> Result<()> {
    let done = connection.client.batch_execute(sql).await;
    done.map_err(|error| connection.failure(Kind::Connect, format!("the server did not {sql}"), &error))
}

async fn batch(connection: &Connection, name: &str, sql: &str) -> Result<()> {
    connection.client.batch_execute(sql).await.map_err(|error| {
        let what = format!("could not install `{name}` of the platform's stand-in");
        let failure = connection.failure(Kind::Connect, what, &error);
        match error.code() {
            Some(&SqlState::INSUFFICIENT_PRIVILEGE) => failure.hint("connect as a superuser of that server"),
            _ => failure,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_roles_that_are_made() {
        let made: Vec<&str> = ROLES
            .lines()
            .filter_map(|line| line.trim().strip_prefix("('")?.split_once('\''))
            .map(|it| it.0)
            .collect();
        assert_eq!(made, API_ROLES);
    }
}
