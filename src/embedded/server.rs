//! A server that runs: its addresses and its databases.

use crate::failure::{Failure, Kind, Result};
use crate::model::Ident;
use crate::pg::{Address, ChannelBinding, ConnectOptions, Connection, Host, TlsMode, connect};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_postgres::{SimpleQueryMessage, error::SqlState};

const DATABASES: &str = include_str!("../../sql/platform/databases.sql");
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// The bootstrap superuser, named as on Supabase.
pub const SUPERUSER: &str = "supabase_admin";
/// The role that owns databases and runs migrations: not a superuser, as on Supabase.
pub const OWNER: &str = "postgres";
/// The database that new ones are cloned from, with the platform layer in it.
pub const PLATFORM_DATABASE: &str = "provost_platform";
/// The database that is always there.
pub(super) const MAINTENANCE: &str = "template1";
/// The port in a socket's name, where no TCP port was asked for.
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
    port: u16,
}

impl Server {
    /// The server whose socket stands in this directory.
    pub fn at(sockets: impl Into<PathBuf>) -> Self {
        Self { sockets: sockets.into(), port: PORT }
    }

    /// The same with the port that it listens on, which is part of the socket's name.
    #[must_use]
    pub fn with_port(self, port: Option<u16>) -> Self {
        Self { port: port.unwrap_or(PORT), ..self }
    }

    /// The directory of its socket.
    pub fn sockets(&self) -> &Path {
        &self.sockets
    }

    /// A database, as the role that owns it.
    pub fn address(&self, database: &str) -> Address {
        self.address_as(OWNER, database)
    }

    /// A database, as the superuser.
    pub fn superuser_address(&self, database: &str) -> Address {
        self.address_as(SUPERUSER, database)
    }

    fn address_as(&self, user: &str, database: &str) -> Address {
        Address {
            host: Host::Socket(self.sockets.clone()),
            port: self.port,
            user: user.to_owned(),
            password: None,
            database: database.to_owned(),
            tls: TlsMode::Prefer,
            root_cert: None,
            channel_binding: ChannelBinding::Prefer,
            connect_timeout: None,
            application_name: None,
            options: None,
            public_only: false,
        }
    }

    /// A session of the superuser in the database that is always there.
    async fn maintenance(&self) -> Result<Connection> {
        self.superuser(MAINTENANCE).await
    }

    pub(super) async fn superuser(&self, database: &str) -> Result<Connection> {
        connect(&self.superuser_address(database), &ConnectOptions::default()).await
    }

    /// Makes a database that `postgres` owns.
    ///
    /// # Errors
    /// When it exists already, or the server cannot make it.
    pub async fn create_database(&self, name: &Ident, contents: Contents) -> Result<()> {
        if self.ensure_database(name, contents).await? {
            return Ok(());
        }
        Err(Failure::new(Kind::Refused, format!("there is a database `{}` already", name.as_str()))
            .hint("choose another name"))
    }

    /// Makes a database that `postgres` owns unless there is one of this name, also when somebody else makes it at the same time. Says whether
    /// it did.
    ///
    /// # Errors
    /// When the server cannot make it.
    pub async fn ensure_database(&self, name: &Ident, contents: Contents) -> Result<bool> {
        let connection = self.maintenance().await?;
        let sql = format!("{DATABASES}; show fsync");
        let rows = connection.client.simple_query(&sql);
        let rows = connection.answered(ANSWER_WITHIN, "could not list the databases", rows).await?;
        let mut answers: Vec<String> = column(&rows).collect();
        // Copying files is several times faster than writing log records, but ends in checkpoints: ten times slower where they wait for a disk.
        let careless = answers.pop().as_deref() == Some("off");
        if answers.iter().any(|known| known == name.as_str()) {
            return Ok(false);
        }
        let template = match contents {
            Contents::Platform => PLATFORM_DATABASE,
            Contents::Nothing => "template0",
        };
        let sql = format!(
            "create database {name} owner {} template {} strategy {}",
            Ident::parse(OWNER)?,
            Ident::parse(template)?,
            if careless { "file_copy" } else { "wal_log" }
        );
        match connection.client.batch_execute(&sql).await {
            Ok(()) => Ok(true),
            // Both mean that another session was quicker.
            Err(error) if error.code() == Some(&SqlState::DUPLICATE_DATABASE) => Ok(false),
            Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => Ok(false),
            Err(error) => {
                let what = format!("could not create the database `{}`", name.as_str());
                Err(connection.failure(Kind::RolledBack, what, &error))
            }
        }
    }

    /// Makes a database out of another one, whose sessions must have ended.
    ///
    /// # Errors
    /// When there is one of this name, or the server cannot make it.
    pub async fn copy_database(&self, from: &Ident, name: &Ident) -> Result<()> {
        let connection = self.maintenance().await?;
        let sql = format!(
            "create database {name} owner {} template {from} strategy file_copy",
            Ident::parse(OWNER)?
        );
        connection.client.batch_execute(&sql).await.map_err(|error| {
            let what = format!("could not copy the database `{}`", from.as_str());
            connection.failure(Kind::RolledBack, what, &error)
        })
    }

    /// Drops a database, ending its sessions; one that is not there is dropped already.
    ///
    /// # Errors
    /// When the server cannot drop it.
    pub async fn drop_database(&self, name: &Ident) -> Result<()> {
        let connection = self.maintenance().await?;
        let sql = format!("drop database if exists {name} with (force)");
        connection.client.batch_execute(&sql).await.map_err(|error| {
            let what = format!("could not drop the database `{}`", name.as_str());
            connection.failure(Kind::RolledBack, what, &error)
        })
    }

    /// Whether there is a database of this name.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn database_exists(&self, name: &str) -> Result<bool> {
        Ok(self.databases().await?.iter().any(|known| known == name))
    }

    /// The databases that people made, sorted by name; those that the server itself needs are left out.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn databases(&self) -> Result<Vec<String>> {
        let connection = self.maintenance().await?;
        let rows = connection.client.simple_query(DATABASES);
        let rows = connection.answered(ANSWER_WITHIN, "could not list the databases", rows).await?;
        Ok(column(&rows).collect())
    }
}

/// The first value of each row.
fn column(messages: &[SimpleQueryMessage]) -> impl Iterator<Item = String> {
    messages.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_odd_names() {
        let server = Server::at("/run/a b").with_port(Some(5433));
        let address = server.address("ö?");
        assert_eq!(address.to_string(), "postgres://postgres@%2Frun%2Fa%20b:5433/%C3%B6%3F");
        let again = Address::parse(&address.to_string()).unwrap();
        assert_eq!((again.host, again.port, again.database), (address.host, address.port, address.database));
        assert_eq!(server.superuser_address("x").user, "supabase_admin");
    }
}
