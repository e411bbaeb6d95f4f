//! A server with one database that is furnished richly, and copies of it to change.

use crate::support::TestServer;
use provost::embedded::{Contents, Server, Throwaway};
use provost::model::{HistoryTable, Ident};
use provost::pg::{Asked, Door, Limits, Watermark};
use provost::snapshot::Snapshot;
use tokio_postgres::{Client, NoTls};

/// The schema that changes are made in.
pub(crate) const RICH: &str = include_str!("rich.sql");

/// A server of its own: roles belong to the whole server, and some changes are of roles.
pub(crate) struct Scene {
    own: Throwaway,
}

impl Scene {
    /// A server with the database `rich`.
    pub(crate) async fn new() -> Self {
        let scene = Self { own: TestServer::own(&[("wal_level", "logical")]) };
        scene.server().create_database(&Ident::parse("rich").unwrap(), Contents::Platform).await.unwrap();
        scene.run("rich", false, RICH).await;
        scene
    }

    pub(crate) fn server(&self) -> &Server {
        self.own.server()
    }

    /// A copy of a database.
    pub(crate) async fn copy(&self, from: &str, to: &str) {
        let client = self.client("template1", true).await;
        client.batch_execute(&format!("create database {to} template {from} owner postgres")).await.unwrap();
    }

    pub(crate) async fn forget(&self, name: &str) {
        let client = self.client("template1", true).await;
        client.batch_execute(&format!("drop database {name} with (force)")).await.unwrap();
    }

    /// Runs SQL as the database's owner, or as the superuser; what `postgres` may not do at all is done by the superuser.
    pub(crate) async fn run(&self, database: &str, superuser: bool, sql: &str) {
        if let Err(error) = self.try_run(database, superuser, sql).await {
            panic!("{error}\n{sql}");
        }
    }

    pub(crate) async fn try_run(&self, database: &str, superuser: bool, sql: &str) -> Result<(), String> {
        let client = self.client(database, superuser).await;
        client.batch_execute(sql).await.map_err(|error| format!("{:?}", error.as_db_error()))
    }

    pub(crate) async fn client(&self, database: &str, superuser: bool) -> Client {
        let address = match superuser {
            true => self.server().superuser_address(database),
            false => self.server().address(database),
        };
        let (client, connection) = tokio_postgres::connect(&address.to_string(), NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    /// What tells later whether the catalog is still the same.
    pub(crate) async fn watermark(&self, database: &str, kept: Option<&Watermark>) -> Watermark {
        match door(self.server(), database).fingerprint(kept).await.unwrap().1 {
            Asked::Same(watermark) => watermark,
            Asked::Read(watermark, _) => watermark.unwrap(),
        }
    }

    /// Whether the catalog is said to be the same, and is not read.
    pub(crate) async fn is_same(&self, database: &str, kept: &Watermark) -> bool {
        matches!(door(self.server(), database).fingerprint(Some(kept)).await.unwrap().1, Asked::Same(_))
    }

    pub(crate) async fn snapshot(&self, database: &str) -> Snapshot {
        snapshot(self.server(), database).await
    }
}

/// What a database's catalog says.
pub(crate) async fn snapshot(server: &Server, database: &str) -> Snapshot {
    door(server, database).open().await.unwrap().snapshot().await.unwrap()
}

pub(crate) fn door(server: &Server, database: &str) -> Door {
    let address = server.address(database);
    Door {
        target: address.target(None),
        address,
        history: HistoryTable::parse(HistoryTable::DEFAULT).unwrap(),
        run: "drift".to_owned(),
        limits: Limits::default(),
        access: None,
        token: None,
        pin: None,
    }
}
