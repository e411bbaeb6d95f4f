//! The platform's stand-in on a database that did not come with it.

use crate::support::TestServer;
use provost::embedded::platform::{Found, detect, install};
use provost::failure::Kind;
use provost::pg::{Address, ConnectOptions, Connection, connect};

async fn open(url: &str) -> Connection {
    connect(&Address::parse(url).unwrap(), &ConnectOptions::default()).await.unwrap()
}

#[tokio::test]
async fn installed_once_and_usable_by_the_owner() {
    let database = TestServer::bare_database();
    let superuser = open(&database.superuser_url).await;
    assert_eq!(detect(&superuser).await.unwrap(), Found::Nothing);
    assert!(install(&superuser).await.unwrap());
    assert_eq!(detect(&superuser).await.unwrap(), Found::StandIn);
    assert!(!install(&superuser).await.unwrap());
    let owner = database.client().await;
    let use_it = "create policy p on storage.objects for select using (true); create table t (id uuid references auth.users)";
    owner.batch_execute(use_it).await.unwrap();
}

#[tokio::test]
async fn the_real_one_is_left_alone() {
    let database = TestServer::bare_database();
    let superuser = open(&database.superuser_url).await;
    superuser.client.batch_execute("create schema storage").await.unwrap();
    assert_eq!(detect(&superuser).await.unwrap(), Found::Foreign);
    assert_eq!(install(&superuser).await.unwrap_err().kind(), Kind::Refused);
    let auth = superuser.client.query("select from pg_namespace where nspname = 'auth'", &[]).await.unwrap();
    assert!(auth.is_empty());
}

#[tokio::test]
async fn without_the_right_to_do_it_nothing_changes() {
    let database = TestServer::bare_database();
    let owner = open(&database.url).await;
    let failure = install(&owner).await.unwrap_err();
    assert_eq!(failure.kind(), Kind::RolledBack);
    assert!(failure.hints().iter().any(|hint| hint.contains("superuser")), "{:?}", failure.hints());
    assert_eq!(detect(&owner).await.unwrap(), Found::Nothing);
}
