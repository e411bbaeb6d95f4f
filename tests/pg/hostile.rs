//! What a server that lies can do before the login: nothing, and not for long.

use crate::fake::{self, CANARY, Client, peak_mib};
use provost::failure::{Failure, Kind};
use provost::pg::{ConnectOptions, connect};
use std::time::{Duration, Instant};

fn options() -> ConnectOptions {
    ConnectOptions { connect_timeout: Some(Duration::from_secs(2)), ..ConnectOptions::default() }
}

async fn refused(script: impl AsyncFn(Client) + Send + 'static) -> (Failure, Duration) {
    let port = fake::serve(script).await;
    let start = Instant::now();
    let failure = connect(&fake::address(port, ""), &options()).await.unwrap_err();
    assert_eq!(failure.kind(), Kind::Connect);
    assert!(!format!("{failure}{:?}", failure.hints()).contains(CANARY));
    (failure, start.elapsed())
}

#[tokio::test]
async fn a_request_for_the_clear_text_password_gets_nothing() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let (failure, _) = refused(async move |mut client| {
        client.read().await;
        client.send(b'R', &3u32.to_be_bytes()).await;
        sender.send(client.drain().await).unwrap();
    })
    .await;
    assert!(failure.to_string().contains("clear text"), "{failure}");
    let seen = receiver.recv().unwrap();
    assert!(!seen.is_empty() && !seen.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()));
}

#[tokio::test]
async fn md5_from_a_stranger_gets_nothing() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let port = fake::serve(async move |mut client| {
        let startup = client.read().await;
        client.send(b'R', &[0, 0, 0, 5, 1, 2, 3, 4]).await;
        sender.send((startup, client.drain().await.len())).unwrap();
    })
    .await;
    // Not a loopback address, so a stranger.
    let address =
        provost::pg::Address { host: provost::pg::Host::Tcp("0.0.0.0".into()), ..fake::address(port, "") };
    let failure = connect(&address, &options()).await.unwrap_err();
    assert!(failure.to_string().contains("MD5"), "{failure}");
    let (startup, all) = receiver.recv().unwrap();
    assert_eq!(startup, all, "nothing followed the start-up message");
}

#[tokio::test]
async fn garbage_and_other_protocols() {
    for (bytes, word) in [
        (&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], "not PostgreSQL's protocol"),
        (b"\x15\x03\x01\x00\x02\x02\x46", "not PostgreSQL's protocol"),
        (b"R\0\0\0\x03", "not PostgreSQL's protocol"),
        (b"R\xff\xff\xff\xff\0\0\0\0", "not PostgreSQL's protocol"),
        (b"Z\0\0\0\x05I", "login failed"),
        (b"R\0\0\0\x08\0\0\0\x63", "during the login"),
        (b"E\0\0\0\x05\0", "during the login"),
    ] {
        let (failure, took) = refused(async move |mut client| {
            client.read().await;
            client.send_raw(bytes).await;
            client.drain().await;
        })
        .await;
        assert!(failure.to_string().contains(word), "{bytes:?}: {failure}");
        assert!(took < Duration::from_secs(1));
    }
}

#[tokio::test]
async fn something_else_that_is_asked_for_tls() {
    let port = fake::serve(async |mut client| {
        client.expect_tls_request().await;
        client.send_raw(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;
    let failure = connect(&fake::address(port, "?sslmode=require"), &options()).await.unwrap_err();
    assert!(failure.to_string().contains("what answers there is not PostgreSQL"), "{failure}");
}

#[tokio::test]
async fn silence_ends_at_the_deadline() {
    let (failure, took) = refused(async |mut client| drop(client.drain().await)).await;
    assert!(failure.to_string().contains("no answer within 2 s, while logging in"), "{failure}");
    assert!((Duration::from_millis(1900)..Duration::from_secs(3)).contains(&took));
}

#[tokio::test]
async fn a_trickle_ends_at_the_deadline() {
    let (failure, took) = refused(async |mut client| {
        client.read().await;
        client.send(b'R', &0u32.to_be_bytes()).await;
        while client.send(b'S', b"a\0b\0").await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    assert!(failure.to_string().contains("no answer within 2 s"), "{failure}");
    assert!(took < Duration::from_secs(3));
}

#[tokio::test]
async fn a_flood_in_the_login_is_cut() {
    let (failure, took) = refused(async |mut client| {
        client.read().await;
        client.send(b'R', &0u32.to_be_bytes()).await;
        let mut number = 0u32;
        while client.send(b'S', format!("name{number}\0value\0").as_bytes()).await {
            number += 1;
        }
    })
    .await;
    assert!(failure.to_string().contains("more than 256 KiB"), "{failure}");
    assert!(took < Duration::from_secs(2) && peak_mib() < 64);
}

#[tokio::test]
async fn a_starting_server_is_waited_for() {
    let tries = std::sync::atomic::AtomicU32::new(0);
    let port = fake::serve(async move |mut client| {
        if tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 3 {
            client.read().await;
            client.send(b'E', b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0").await;
        } else {
            client.welcome().await;
            client.drain().await;
        }
    })
    .await;
    assert_eq!(connect(&fake::address(port, ""), &options()).await.unwrap().key_pid, Some(7));
}

#[tokio::test]
async fn supabase_says_it_in_its_own_words() {
    for (code, text, said) in [
        ("XX000", "Tenant or user not found", "not about the password"),
        ("XX000", "(ENOTFOUND) tenant/user postgres.abc not found", "not about the password"),
        (
            "XX000",
            "(ECIRCUITBREAKER) too many authentication failures, new connections are temporarily blocked",
            "2 minutes",
        ),
        (
            "XX000",
            "(EADDRNOTALLOWED) address not in tenant allow_list: {1, 2, 3, 4}",
            "only listed addresses",
        ),
        (
            "XX000",
            "(EMAXCONNSESSION) max clients reached in session mode",
            "all connections of the server are in use",
        ),
        (
            "53300",
            "remaining connection slots are reserved for roles with SUPERUSER",
            "all connections of the server are in use",
        ),
        ("XX000", "(ESSLREQUIRED) SSL connection is required", "encrypted connections only"),
        ("08P01", "SASL authentication failed", "wrong user or password"),
        ("28P01", "password authentication failed for user \"postgres\"", "wrong user or password"),
        ("08P01", "unsupported startup parameter: options", "refuses a parameter"),
    ] {
        let body = format!("SFATAL\0VFATAL\0C{code}\0M{text}\0\0");
        let (failure, took) = refused(async move |mut client| {
            client.read().await;
            client.send(b'E', body.as_bytes()).await;
        })
        .await;
        assert!(failure.to_string().contains(said) && failure.to_string().contains(code), "{failure}");
        assert_eq!(failure.hints().len(), 1);
        assert!(took < Duration::from_secs(1), "no second try");
    }
}
