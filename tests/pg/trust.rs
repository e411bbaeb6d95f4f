//! TLS under every `sslmode`, against a real server.
//!
//! `0.0.0.0` leads to this machine but is no loopback address, so provost treats it as any other host.

use crate::certificate::Root;
use crate::fake;
use crate::server::Server;
use provost::failure::{Failure, Kind};
use provost::pg::{ConnectOptions, Connection, connect};

const SCRAM: &str = "hostssl all all 127.0.0.1/32 scram-sha-256";

async fn open(server: &Server, host: &str, rest: &str) -> Result<Connection, Failure> {
    connect(&server.by_tcp("rep:right", host, &format!("/postgres?{rest}")), &ConnectOptions::default()).await
}

async fn with_rep(rules: &str, identity: Option<&crate::certificate::Identity>) -> Server {
    let server = Server::start(rules, identity).await;
    server.run("create role rep login password 'right'").await;
    server
}

pub(crate) fn told(failure: &Failure) -> String {
    assert_eq!(failure.kind(), Kind::Connect);
    format!("{failure} | {}", failure.hints().join(" | "))
}

#[tokio::test]
async fn a_trusted_server_under_every_mode() {
    let root = Root::new("our root");
    let server = with_rep(SCRAM, Some(&root.sign(&["localhost"]))).await;
    let file = root.file(server.directory.path());
    let file = file.display();
    for (rest, verified) in [
        (format!("sslmode=verify-full&sslrootcert={file}"), true),
        (format!("sslmode=verify-ca&sslrootcert={file}"), true),
        (format!("sslmode=require&sslrootcert={file}"), true),
        ("sslmode=require".to_owned(), false),
        ("sslmode=prefer".to_owned(), false),
        // The server has a rule for TLS alone, so the plain try of `allow` is refused and the second is encrypted.
        ("sslmode=allow".to_owned(), false),
        (String::new(), false),
        (format!("sslmode=verify-full&sslrootcert={file}&channel_binding=require"), true),
        (format!("sslmode=verify-full&sslrootcert={file}&channel_binding=disable"), true),
    ] {
        let session =
            open(&server, "localhost", &rest).await.unwrap_or_else(|failure| panic!("{rest}: {failure}"));
        assert_eq!((session.encrypted, session.verified), (true, verified), "{rest}");
        let ssl: bool = session
            .client
            .query_one("select ssl from pg_stat_ssl where pid = pg_backend_pid()", &[])
            .await
            .unwrap()
            .get(0);
        assert!(ssl);
    }
    let plain = told(&open(&server, "localhost", "sslmode=disable").await.unwrap_err());
    assert!(plain.contains("leave `sslmode=disable` out"), "{plain}");
}

#[tokio::test]
async fn require_with_a_root_checks_the_issuer_as_libpq_does() {
    let (ours, theirs) = (Root::new("ours"), Root::new("theirs"));
    let server = with_rep(SCRAM, Some(&theirs.sign(&["localhost"]))).await;
    let file = ours.file(server.directory.path());
    for mode in ["require", "verify-ca", "verify-full"] {
        let rest = format!("sslmode={mode}&sslrootcert={}", file.display());
        let said = told(&open(&server, "localhost", &rest).await.unwrap_err());
        assert!(
            said.contains("is not signed by the root in") && said.contains("--ssl-root-cert FILE"),
            "{said}"
        );
    }
    let system = told(&open(&server, "localhost", "sslmode=verify-full").await.unwrap_err());
    assert!(system.contains("signed by a root that this machine does not know"), "{system}");
    // Another host is checked in full although nobody asked for it.
    let far = told(&open(&server, "0.0.0.0", "").await.unwrap_err());
    assert!(far.contains("signed by a root that this machine does not know"), "{far}");
}

#[tokio::test]
async fn expired() {
    let root = Root::new("ours");
    let server = with_rep(SCRAM, Some(&root.sign_until(&["localhost"], (2021, 6, 1)))).await;
    let rest = format!("sslmode=verify-full&sslrootcert={}", root.file(server.directory.path()).display());
    let said = told(&open(&server, "localhost", &rest).await.unwrap_err());
    assert!(said.contains("the server's certificate expired") && said.contains("days ago"), "{said}");
}

#[tokio::test]
async fn the_wrong_name() {
    let root = Root::new("ours");
    let server = with_rep(SCRAM, Some(&root.sign(&["db.example.org", "other.example.org"]))).await;
    let file = root.file(server.directory.path());
    let said = told(
        &open(&server, "localhost", &format!("sslmode=verify-full&sslrootcert={}", file.display()))
            .await
            .unwrap_err(),
    );
    assert!(said.contains("is not for `localhost:"), "{said}");
    assert!(said.contains("it is for `db.example.org`, `other.example.org`"), "{said}");
    assert!(said.contains("sslmode=verify-ca"), "{said}");
    let by_issuer = open(&server, "localhost", &format!("sslmode=verify-ca&sslrootcert={}", file.display()))
        .await
        .unwrap();
    assert!(by_issuer.verified);
}

#[tokio::test]
async fn a_self_signed_certificate_as_its_own_root() {
    let (server_directory, identity) = crate::certificate::self_signed("localhost");
    let server = with_rep(SCRAM, Some(&identity)).await;
    let file = server_directory.path().join("server.crt");
    for mode in ["verify-full", "verify-ca"] {
        let session =
            open(&server, "localhost", &format!("sslmode={mode}&sslrootcert={}", file.display())).await;
        assert!(session.unwrap_or_else(|failure| panic!("{mode}: {failure}")).verified);
    }
    let (_kept, another) = crate::certificate::self_signed("localhost");
    another.write(server_directory.path(), "other");
    let other = server_directory.path().join("other.crt");
    let said = told(
        &open(&server, "localhost", &format!("sslmode=verify-ca&sslrootcert={}", other.display()))
            .await
            .unwrap_err(),
    );
    assert!(said.contains("not signed by the root in"), "{said}");
}

#[tokio::test]
async fn no_tls_offered() {
    let server = with_rep("host all all 127.0.0.1/32 scram-sha-256", None).await;
    for rest in ["", "sslmode=prefer", "sslmode=allow"] {
        assert!(
            !open(&server, "127.0.0.1", rest).await.unwrap().encrypted,
            "this machine may do without: {rest}"
        );
    }
    for (host, rest) in [
        ("127.0.0.1", "sslmode=require"),
        ("0.0.0.0", "sslmode=prefer"),
        ("0.0.0.0", "sslmode=allow"),
        ("0.0.0.0", "sslmode=require"),
        ("0.0.0.0", ""),
    ] {
        let said = told(&open(&server, host, rest).await.unwrap_err());
        assert!(said.contains("does not offer TLS"), "{host} {rest}: {said}");
    }
    assert!(!open(&server, "0.0.0.0", "sslmode=disable").await.unwrap().encrypted, "said in so many words");
}

#[tokio::test]
async fn prefer_falls_back_where_the_server_lets_in_only_plain_text() {
    let root = Root::new("ours");
    let server =
        with_rep("hostnossl all all 127.0.0.1/32 scram-sha-256", Some(&root.sign(&["localhost"]))).await;
    assert!(!open(&server, "127.0.0.1", "").await.unwrap().encrypted);
    let far = told(&open(&server, "0.0.0.0", "sslmode=prefer").await.unwrap_err());
    assert!(far.contains("no rule that lets this login in"), "{far}");
}

#[tokio::test]
async fn nothing_but_one_byte_is_taken_before_tls() {
    // Bytes slipped in behind the `S` must not be read as if they had come through TLS.
    let port = fake::serve(async |mut client| {
        client.expect_tls_request().await;
        client.send_raw(b"SR\0\0\0\x08\0\0\0\x03").await;
        client.drain().await;
    })
    .await;
    let said = told(
        &connect(&fake::address(port, "?sslmode=require"), &ConnectOptions::default()).await.unwrap_err(),
    );
    assert!(said.contains("TLS handshake"), "{said}");
}

#[tokio::test]
async fn a_root_file_that_is_none() {
    let directory = tempfile::tempdir().unwrap();
    let empty = directory.path().join("empty.crt");
    std::fs::write(&empty, "no certificate").unwrap();
    let port = fake::serve(async |mut client| drop(client.drain().await)).await;
    for (path, word) in
        [("/nowhere/root.crt", "No such file"), (empty.to_str().unwrap(), "no certificate in PEM form")]
    {
        let address = fake::address(port, &format!("?sslmode=verify-full&sslrootcert={path}"));
        let failure = connect(&address, &ConnectOptions::default()).await.unwrap_err();
        assert_eq!(failure.kind(), Kind::BadInput);
        assert!(failure.to_string().contains(word), "{failure}");
    }
}
