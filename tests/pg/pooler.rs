//! Transaction poolers are found out, and everything else is left in peace.

use crate::pgbouncer::PgBouncer;
use crate::server::Server;
use provost::failure::{Failure, Kind};
use provost::pg::{Address, ConnectOptions, Connection, connect, pooler};

async fn pid(session: &Connection) -> i32 {
    session.client.query_typed("select pg_backend_pid()", &[]).await.unwrap()[0].get(0)
}

async fn checked(address: &Address) -> Result<(), Failure> {
    let options = ConnectOptions::default();
    let session = connect(address, &options).await.unwrap();
    pooler::check(&session, pid(&session).await, address, &options).await
}

#[tokio::test]
async fn a_direct_connection_costs_nothing() {
    let server = Server::start("", None).await;
    let session = server.admin().await;
    let reported = pid(&session).await;
    let before = session.wire.count();
    pooler::check(&session, reported, &server.by_socket(), &ConnectOptions::default()).await.unwrap();
    assert_eq!((session.wire.count() - before).turns, 0);
}

#[tokio::test]
async fn transaction_pooling_is_refused() {
    let server = Server::start("", None).await;
    for settings in
        ["", "server_round_robin = 1\nmin_pool_size = 2", "pool_mode = statement", "default_pool_size = 1"]
    {
        let bouncer = PgBouncer::start(&server, settings).await;
        let failure = checked(&bouncer.address()).await.expect_err(settings);
        assert_eq!(failure.kind(), Kind::Connect);
        assert!(failure.what().ends_with("is behind a transaction pooler"), "{failure}");
        assert!(failure.hints()[0].contains("pool_mode = session"));
    }
}

#[tokio::test]
async fn session_pooling_is_fine() {
    let server = Server::start("", None).await;
    let bouncer = PgBouncer::start(&server, "pool_mode = session").await;
    checked(&bouncer.address()).await.unwrap();
}

#[tokio::test]
async fn the_pool_is_full() {
    let server = Server::start("", None).await;
    let bouncer = PgBouncer::start(&server, "max_client_conn = 1").await;
    let _first = connect(&bouncer.address(), &ConnectOptions::default()).await.unwrap();
    let failure = connect(&bouncer.address(), &ConnectOptions::default()).await.unwrap_err();
    assert!(failure.to_string().contains("all connections of the server are in use"), "{failure}");
}

#[tokio::test]
async fn a_wrong_password_at_the_pooler() {
    let server = Server::start("", None).await;
    let bouncer = PgBouncer::start(&server, "").await;
    let wrong = Address { password: Some("wrong".into()), ..bouncer.address() };
    let failure = connect(&wrong, &ConnectOptions::default()).await.unwrap_err();
    assert!(failure.to_string().contains("wrong user or password"), "{failure}");
}

#[test]
fn supabases_port_is_known_without_connecting() {
    let parse = |text| Address::parse(text).unwrap();
    let shared = parse("postgres://postgres.abc:p@aws-0-eu-west-1.pooler.supabase.com:6543/postgres");
    let (moved, notice) = pooler::session_address(&shared).unwrap();
    assert_eq!((moved.port, moved.host), (5432, shared.host));
    assert!(notice.unwrap().contains("port 5432"));

    let own = pooler::session_address(&parse("postgres://postgres:p@db.abc.supabase.co:6543/postgres"))
        .unwrap_err();
    assert_eq!(own.kind(), Kind::Connect);
    assert!(own.hints()[0].contains("port 5432"));

    for other in [
        "postgres://u@127.0.0.1:6543/d",
        "postgres://postgres.abc:p@aws-0-eu-west-1.pooler.supabase.com:5432/d",
    ] {
        let (same, notice) = pooler::session_address(&parse(other)).unwrap();
        assert_eq!((same.port, notice), (parse(other).port, None));
    }
}
