//! Logging in to a real server.

use crate::server::Server;
use provost::failure::Kind;
use provost::pg::{Address, ConnectOptions, connect};
use std::time::{Duration, Instant};

fn options() -> ConnectOptions {
    ConnectOptions::default()
}

#[tokio::test]
async fn through_the_socket_and_by_scram() {
    let server = Server::start("host all all 127.0.0.1/32 scram-sha-256", None).await;
    server.run("create role rep login password 'pass word@:/#?%'").await;

    let by_socket = server.admin().await;
    assert_eq!((by_socket.encrypted, by_socket.major_version() >= 14), (false, true));
    let pid: i32 = by_socket.client.query_one("select pg_backend_pid()", &[]).await.unwrap().get(0);
    assert_eq!(by_socket.key_pid, Some(pid));

    let address = server.by_tcp("rep:pass%20word%40%3A%2F%23%3F%25", "localhost", "/postgres");
    let by_tcp = connect(&address, &options()).await.unwrap();
    let name: String = by_tcp.client.query_one("show application_name", &[]).await.unwrap().get(0);
    assert_eq!(name, "provost");
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let server = Server::start("host all all 127.0.0.1/32 scram-sha-256", None).await;
    server.run("create role rep login password 'right'").await;
    let start = Instant::now();
    let failure =
        connect(&server.by_tcp("rep:wrong-canary", "127.0.0.1", "/postgres"), &options()).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(failure.kind(), Kind::Connect);
    assert!(failure.causes().contains(&"wrong user or password".to_owned()), "{failure}");
    assert!(!format!("{failure:?}{:?}", failure.hints()).contains("canary"));
    assert_eq!(server.log().matches("password authentication failed").count(), 1);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let server =
        Server::start("host all rep 127.0.0.1/32 scram-sha-256\nhostssl all all 127.0.0.1/32 trust", None)
            .await;
    server.run("create role rep login password 'right'; create role other login").await;
    let said = async |login: &str, rest: &str| {
        let failure = connect(&server.by_tcp(login, "127.0.0.1", rest), &options()).await.unwrap_err();
        assert_eq!(failure.kind(), Kind::Connect);
        format!("{failure} | {}", failure.hints().join(" | "))
    };
    let database = said("rep:right", "/none").await;
    assert!(database.contains("3D000") && database.contains("createdb none"), "{database}");
    let password = said("rep", "/postgres").await;
    assert!(password.contains("asks for a password, and none was given"), "{password}");
    let rule = said("other", "/postgres").await;
    assert!(rule.contains("no rule that lets this login in"), "{rule}");
}

#[tokio::test]
async fn nobody_listens() {
    let port = crate::server::free_port();
    let address = Address::parse(&format!("postgres://u:canary@127.0.0.1:{port}/d")).unwrap();
    let start = Instant::now();
    let failure = connect(&address, &options()).await.unwrap_err();
    assert!(start.elapsed() > Duration::from_millis(300), "a restart deserves another try");
    assert!(start.elapsed() < Duration::from_secs(4), "a wrong port does not deserve the whole time-out");
    assert!(failure.to_string().contains("connection refused"), "{failure}");
    assert!(failure.hints()[0].contains(&format!("pg_isready -h 127.0.0.1 -p {port}")));
}

#[tokio::test]
async fn a_host_that_leads_nowhere() {
    let address = Address::parse("postgres://u@nowhere.invalid/d").unwrap();
    let failure = connect(&address, &options()).await.unwrap_err();
    assert!(failure.to_string().contains("leads nowhere"), "{failure}");
    let supabase = Address::parse("postgres://u@db.nosuchref.supabase.co/d").unwrap();
    let failure = connect(&supabase, &options()).await.unwrap_err();
    assert!(failure.hints()[0].contains("Session pooler"), "{failure} {:?}", failure.hints());
}

#[tokio::test]
async fn turns_are_counted() {
    let server = Server::start("", None).await;
    let session = server.admin().await;
    let before = session.wire.count();
    session.client.simple_query("select 1").await.unwrap();
    session
        .client
        .query_typed("select $1::int4", &[(&1i32, tokio_postgres::types::Type::INT4)])
        .await
        .unwrap();
    assert_eq!((session.wire.count() - before).turns, 2);
    let (one, two) = (session.client.simple_query("select 1"), session.client.simple_query("select 2"));
    let (one, two) = tokio::join!(one, two);
    assert_eq!((one.unwrap().len(), two.unwrap().len()), (3, 3));
    assert_eq!((session.wire.count() - before).turns, 3, "two queries at once share a turn");
}

#[tokio::test]
async fn a_session_that_was_ended_says_by_whom() {
    let server = Server::start("", None).await;
    let session = server.admin().await;
    let pid = session.key_pid.unwrap();
    server.run(&format!("select pg_terminate_backend({pid})")).await;
    let error = loop {
        if let Err(error) = session.client.simple_query("select 1").await {
            break error;
        }
    };
    let causes = session.causes(&error);
    assert_eq!(causes, ["terminating connection due to administrator command (57P01)"]);
}

#[tokio::test]
async fn notices_are_kept() {
    let server = Server::start("", None).await;
    let session = server.admin().await;
    session
        .client
        .batch_execute("do $$ begin for i in 1..1200 loop raise notice 'n %', i; end loop; end $$")
        .await
        .unwrap();
    let (notices, more) = session.take_notices();
    assert_eq!((notices.len(), more, notices[0].message()), (1000, 200, "n 1"));
}
