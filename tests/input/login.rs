//! Servers that do not let us in, through the program itself: one attempt, exit code 4, and the way out.

use crate::pgbouncer::PgBouncer;
use crate::pin;
use crate::server::{Server, free_port};
use crate::support::Project;
use crate::trial::Said;

/// Runs `migrate up` against an address.
fn up(url: &str) -> Said {
    let project = Project::new().file("sql/V1__init.sql", "create table a (id int);\n");
    let mut command = project.provost();
    command.env("PROVOST_DATABASE_URL", url).env("PROVOST_MIGRATIONS", "sql").args(["migrate", "up"]);
    Said::of("provost migrate up", &command.output().unwrap(), |text| {
        assert!(!text.contains("canary"), "{text}");
        text.to_owned()
    })
}

/// The server ends with the thread that starts it, which therefore has to be the test's own.
async fn server(rules: &str) -> Server {
    let server = Server::start(rules, None).await;
    server.run("create role rep login password 'right'").await;
    server
}

fn pinned(said: &Said, port: u16) -> String {
    assert_eq!(said.code, 4, "{said}");
    said.to_string().replace(&port.to_string(), "PORT")
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let server = server("host all all 127.0.0.1/32 scram-sha-256").await;
    for sql in ["alter system set log_connections = on", "select pg_reload_conf()"] {
        server.run(sql).await;
    }
    let said = up(&format!("postgres://rep:canary@127.0.0.1:{}/postgres", server.port));
    let log = server.log();
    assert_eq!(log.matches("password authentication failed").count(), 1, "{log}");
    let by_tcp = log.matches("connection received: host=127.0.0.1").count();
    assert_eq!(by_tcp, 1, "{log}");
    pin!(pinned(&said, server.port));
}

#[tokio::test]
async fn a_database_and_a_role_that_are_not_there() {
    let server = server("host all all 127.0.0.1/32 trust").await;
    let database = up(&format!("postgres://rep@127.0.0.1:{}/nope", server.port));
    let role = up(&format!("postgres://nope@127.0.0.1:{}/postgres", server.port));
    pin!(pinned(&database, server.port) + &pinned(&role, server.port));
}

#[test]
fn nobody_listens() {
    let port = free_port();
    let tcp = up(&format!("postgres://rep@127.0.0.1:{port}/postgres?connect_timeout=1"));
    let socket = up("postgres://rep@/postgres?host=/nowhere");
    let name = up(&format!("postgres://rep@no-such-host.invalid:{port}/postgres?connect_timeout=3"));
    pin!(pinned(&tcp, port) + &pinned(&socket, port) + &pinned(&name, port));
}

#[tokio::test]
async fn tls_is_wanted_and_not_to_be_had() {
    let server = server("host all all 127.0.0.1/32 trust").await;
    let modes = ["require", "verify-full"].map(|mode| {
        let said = up(&format!("postgres://rep@127.0.0.1:{}/postgres?sslmode={mode}", server.port));
        format!("# {mode}\n{}", pinned(&said, server.port))
    });
    pin!(modes.concat());
}

#[tokio::test]
async fn a_pool_by_transaction_is_refused_with_the_way_out() {
    let server = server("local all all trust").await;
    let bouncer = PgBouncer::start(&server, "").await;
    let port = bouncer.address().port;
    let said = up(&format!("postgres://postgres.ref:right@127.0.0.1:{port}/postgres"));
    let nothing = "select to_regclass('public.a') is null and to_regnamespace('provost') is null";
    let untouched: bool = server.admin().await.client.query_one(nothing, &[]).await.unwrap().get(0);
    assert!(untouched, "{said}");
    pin!(pinned(&said, port));
}

#[test]
fn an_address_that_is_none() {
    let said =
        ["mysql://x@y/z", "postgres://rep:canary@host/db?sslmode=maybe", "postgres://rep:can/ary@host/db"]
            .map(|url| {
                let said = up(url);
                assert_eq!(said.code, 3, "{said}");
                said.to_string()
            });
    pin!(said.concat());
}
