//! Stopping a statement from outside.

use crate::certificate::Root;
use crate::server::Server;
use provost::pg::{ConnectOptions, connect};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_statement_stops_when_it_is_told_to() {
    let root = Root::new("ours");
    let server = Server::start("hostssl all all 127.0.0.1/32 trust", Some(&root.sign(&["localhost"]))).await;
    let file = root.file(server.directory.path());
    let by_tls = server.by_tcp(
        "postgres",
        "localhost",
        &format!("/postgres?sslmode=verify-full&sslrootcert={}", file.display()),
    );
    for address in [by_tls, server.by_socket()] {
        let session = connect(&address, &ConnectOptions::default()).await.unwrap();
        let start = Instant::now();
        let long = session.client.simple_query("select pg_sleep(60)");
        let stop = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            session.cancel(&address, Duration::from_secs(5)).await.unwrap();
        };
        let (answer, ()) = tokio::join!(long, stop);
        assert_eq!(session.causes(&answer.unwrap_err()), ["canceling statement due to user request (57014)"]);
        assert!(start.elapsed() < Duration::from_secs(10));
        session.client.simple_query("select 1").await.unwrap();
    }
}
