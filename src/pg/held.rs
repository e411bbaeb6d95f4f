//! Databases and schemas that are made for courses on a server that we hold.

use super::door::Session;
use crate::failure::{Kind, Result};
use crate::render::sql::{File, render};
use postgres_protocol::password::scram_sha_256;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use tokio_postgres::error::SqlState;

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    template: Option<&'a str>,
}

#[derive(Serialize)]
struct Password {
    verifier: String,
}

impl Session {
    /// Whether the server has a database of this name.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn has_database(&self, name: &str) -> Result<bool> {
        let question = render(File::RegistryDatabases, Named { name, template: None });
        let rows = self.rows(&question, "could not list the databases").await?;
        Ok(rows.first().and_then(|row| row.first()?.as_deref()) == Some("1"))
    }

    /// Makes a database, as a copy of `template` where one is named. Says whether it did: somebody may have been quicker.
    ///
    /// # Errors
    /// What the server said.
    pub async fn create_database(&self, name: &str, template: Option<&str>) -> Result<bool> {
        match self.ask(&render(File::RegistryCreateDatabase, Named { name, template })).await {
            Ok(_) => Ok(true),
            Err(error) if error.code() == Some(&SqlState::DUPLICATE_DATABASE) => Ok(false),
            Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => Ok(false),
            Err(error) => {
                let what = format!("could not create the database `{name}`");
                let failure = self.failure(Kind::RolledBack, what, &error).database("unchanged");
                Err(match error.code() {
                    Some(&SqlState::INSUFFICIENT_PRIVILEGE) => failure
                        .hint("let the role of `server_url` create databases: `alter role ROLE createdb`"),
                    _ => failure,
                })
            }
        }
    }

    /// Gives the session's own role another password. The server learns a verifier of it, and nobody the password.
    ///
    /// # Errors
    /// What the server said.
    pub async fn set_password(&self, password: &SecretString) -> Result<()> {
        let verifier = scram_sha_256(password.expose_secret().as_bytes());
        let sql = render(File::RegistryPassword, Password { verifier });
        self.write(&sql, "could not set another password").await.map_err(|failure| {
            failure.hint("where the server keeps the role's password to itself, reset it there (Supabase: dashboard > Database > Settings), then store it: `provost course set-credentials CODE`")
        })
    }

    /// Makes a schema, if it is not there.
    ///
    /// # Errors
    /// What the server said.
    pub async fn create_schema(&self, name: &str) -> Result<()> {
        let sql = render(File::RegistryCreateSchema, Named { name, template: None });
        self.write(&sql, &format!("could not create the schema `{name}`")).await
    }
}
