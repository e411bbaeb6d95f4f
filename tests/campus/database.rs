//! A database of a test's own, and what its server refuses there.

use crate::files::apply_all;
use crate::support::{TestDatabase, TestServer};
use provost::embedded::Contents;
use tokio_postgres::Client;

/// What a server said of a statement that it did not run.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) constraint: String,
}

/// A new database, seen as `postgres`.
pub(crate) struct Database(TestDatabase);

impl Database {
    /// One without any migration.
    pub(crate) fn fresh(contents: Contents) -> Self {
        Self(match contents {
            Contents::Platform => TestServer::fresh_database(),
            Contents::Nothing => TestServer::bare_database(),
        })
    }

    /// One with every migration of `sql/main` or `sql/course`.
    pub(crate) async fn with(folder: &str) -> Self {
        Self::with_on(folder, Contents::Platform).await
    }

    /// The same, with or without the platform's objects.
    pub(crate) async fn with_on(folder: &str, contents: Contents) -> Self {
        let database = Self::fresh(contents);
        apply_all(&database.owner().await, folder).await;
        database
    }

    /// A connection as the role that owns everything and is no superuser.
    pub(crate) async fn owner(&self) -> Client {
        self.0.client().await
    }

    /// Its URL, as the owner.
    pub(crate) fn url(&self) -> &str {
        &self.0.url
    }

    /// Lets new sessions find a deadlock after 20 ms instead of a second.
    pub(crate) async fn look_for_deadlocks_often(&self) {
        let sql = format!("alter database {} set deadlock_timeout = '20ms'", self.0.name);
        self.0.superuser().await.batch_execute(&sql).await.expect("the superuser may");
    }

    /// How the owner is refused; fails when it is not.
    pub(crate) async fn refusal(&self, sql: &str) -> Refusal {
        refusal(&self.owner().await, sql).await
    }

    /// How the superuser is refused.
    pub(crate) async fn superuser_refusal(&self, sql: &str) -> Refusal {
        refusal(&self.0.superuser().await, sql).await
    }

    /// How another role is refused.
    pub(crate) async fn refusal_as(&self, role: &str, sql: &str) -> Refusal {
        let client = self.owner().await;
        client.batch_execute(&format!("set role {role}")).await.expect("the role exists");
        refusal(&client, sql).await
    }
}

async fn refusal(client: &Client, sql: &str) -> Refusal {
    let Err(error) = client.batch_execute(sql).await else { panic!("was not refused: {sql}") };
    let error = error.as_db_error().expect("the server answered");
    Refusal {
        code: error.code().code().to_owned(),
        message: error.message().to_owned(),
        constraint: error.constraint().unwrap_or_default().to_owned(),
    }
}
