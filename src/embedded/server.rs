//! A server that runs: its addresses and its databases.

use crate::failure::{Failure, Kind, Result};
use crate::model::{Ident, literal};
use std::path::{Path, PathBuf};
use tokio_postgres::{Client, NoTls, config::Config, error::SqlState};

/// The bootstrap superuser, named as on Supabase.
pub const SUPERUSER: &str = "supabase_admin";
/// The role that owns databases and runs migrations: not a superuser, as on Supabase.
pub const OWNER: &str = "postgres";
/// The database that new ones are cloned from, with the platform layer in it.
pub(super) const PLATFORM_DATABASE: &str = "provost_platform";
/// The port of a socket's name; no TCP port.
const PORT: u16 = 5432;

/// What a new database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// The stand-in for what Supabase brings.
    Platform,
    /// Nothing: a plain PostgreSQL database.
    Nothing,
}

/// A running embedded server.
#[derive(Debug, Clone)]
pub struct Server {
    sockets: PathBuf,
}

impl Server {
    /// The server whose socket stands in this directory.
    pub fn at(sockets: impl Into<PathBuf>) -> Self {
        Self { sockets: sockets.into() }
    }

    /// The directory of its socket.
    pub fn sockets(&self) -> &Path {
        &self.sockets
    }

    /// The URL of a database, as the role that owns it.
    pub fn url(&self, database: &str) -> String {
        self.url_as(OWNER, database)
    }

    /// The URL of a database, as the superuser.
    pub fn superuser_url(&self, database: &str) -> String {
        self.url_as(SUPERUSER, database)
    }

    fn url_as(&self, user: &str, database: &str) -> String {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, URL_PART).to_string();
        let host = encode(&self.sockets.to_string_lossy());
        format!("postgresql://{user}@/{}?host={host}", encode(database))
    }

    pub(super) async fn connect(&self, user: &str, database: &str) -> Result<Client> {
        let mut config = Config::new();
        config.host_path(&self.sockets).port(PORT).user(user).dbname(database).application_name("provost");
        let (client, connection) = config.connect(NoTls).await.map_err(|error| {
            Failure::new(Kind::Connect, "could not connect to the embedded server")
                .because(driver_text(&error))
                .hint("see whether it runs: `provost db status`")
        })?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// Makes a database that `postgres` owns.
    ///
    /// # Errors
    /// When it exists already, or the server cannot make it.
    pub async fn create_database(&self, name: &Ident, contents: Contents) -> Result<()> {
        let template = match contents {
            Contents::Platform => PLATFORM_DATABASE,
            Contents::Nothing => "template0",
        };
        let client = self.connect(SUPERUSER, "template1").await?;
        let sql = format!(
            "create database {name} owner {} template {} strategy file_copy",
            Ident::parse(OWNER)?,
            Ident::parse(template)?
        );
        client.batch_execute(&sql).await.map_err(|error| {
            let failure =
                Failure::new(Kind::RolledBack, format!("could not create the database `{}`", name.as_str()))
                    .because(driver_text(&error));
            match error.code() {
                Some(&SqlState::DUPLICATE_DATABASE) => {
                    failure.hint("start afresh: `provost db reset`, or choose another name")
                }
                _ => failure,
            }
        })
    }

    /// Drops a database, ending its sessions; one that is not there is dropped already.
    ///
    /// # Errors
    /// When the server cannot drop it.
    pub async fn drop_database(&self, name: &Ident) -> Result<()> {
        let client = self.connect(SUPERUSER, "template1").await?;
        client.batch_execute(&format!("drop database if exists {name} with (force)")).await.map_err(|error| {
            Failure::new(Kind::RolledBack, format!("could not drop the database `{}`", name.as_str()))
                .because(driver_text(&error))
        })
    }

    /// Whether there is a database of this name.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn database_exists(&self, name: &str) -> Result<bool> {
        let client = self.connect(SUPERUSER, "template1").await?;
        let sql = format!("select from pg_catalog.pg_database where datname = {}", literal(name));
        let rows = client.simple_query(&sql).await.map_err(|error| {
            Failure::new(Kind::Connect, "could not list the databases").because(driver_text(&error))
        })?;
        Ok(rows.iter().any(|message| matches!(message, tokio_postgres::SimpleQueryMessage::Row(_))))
    }
}

/// What may stand in a URL's parts unencoded.
const URL_PART: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// The driver prints "db error" by itself; the server's own words stand inside.
pub(super) fn driver_text(error: &tokio_postgres::Error) -> String {
    use std::error::Error as _;
    match (error.as_db_error(), error.source()) {
        (Some(db), _) => format!("{} ({})", db.message(), db.code().code()),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_survive_odd_names() {
        let server = Server::at("/tmp/a b");
        assert_eq!(server.url("campus"), "postgresql://postgres@/campus?host=/tmp/a%20b");
        assert_eq!(server.superuser_url("ö?"), "postgresql://supabase_admin@/%C3%B6%3F?host=/tmp/a%20b");
    }
}
