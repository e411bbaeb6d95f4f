//! What a server that lies can do after the login.

use crate::fake::{self, Client, peak_mib};
use provost::pg::{Breach, ConnectOptions, Connection, connect};
use std::time::Duration;

async fn welcomed(script: impl AsyncFn(&mut Client) + Send + 'static) -> Connection {
    let port = fake::serve(async move |mut client| {
        client.welcome().await;
        client.read().await;
        script(&mut client).await;
        client.drain().await;
    })
    .await;
    connect(&fake::address(port, ""), &ConnectOptions::default()).await.unwrap()
}

#[tokio::test]
async fn rows_without_end_are_cut() {
    let columns = 200u16;
    let session = welcomed(async move |client: &mut Client| {
        let column = [&b"c\0"[..], &[0; 4], &[0; 2], &25u32.to_be_bytes(), &[0xff; 6], &[0; 2]].concat();
        client.send(b'T', &[&columns.to_be_bytes()[..], &column.repeat(usize::from(columns))].concat()).await;
        let row = [&columns.to_be_bytes()[..], &[0xff; 800]].concat();
        while client.send(b'D', &row).await {}
    })
    .await;
    let error = session.client.simple_query("select 1").await.unwrap_err();
    assert_eq!(session.causes(&error), [Breach::TooMuch { limit: 16 << 20 }.to_string()]);
    assert!(peak_mib() < 64, "{} MiB", peak_mib());
}

#[tokio::test]
async fn one_huge_message_is_cut_by_its_length() {
    let session = welcomed(async |client: &mut Client| {
        client.send_raw(b"D\x3f\xff\xff\xff\0\x01").await;
        while client.send_raw(&[0; 65536]).await {}
    })
    .await;
    let error = session.client.simple_query("select 1").await.unwrap_err();
    assert!(session.causes(&error)[0].contains("more than 16 MiB"));
    assert!(peak_mib() < 64, "{} MiB", peak_mib());
}

#[tokio::test]
async fn notices_without_end_are_cut() {
    let session = welcomed(async |client: &mut Client| {
        let notice = [&b"SNOTICE\0VNOTICE\0C00000\0M"[..], &[b'x'; 8000], b"\0\0"].concat();
        while client.send(b'N', &notice).await {}
    })
    .await;
    let error = session.client.simple_query("select 1").await.unwrap_err();
    assert!(session.causes(&error)[0].contains("more than 16 MiB"));
    assert!(peak_mib() < 64, "{} MiB", peak_mib());
}

#[tokio::test]
async fn copy_that_nobody_asked_for_ends_the_connection() {
    let session = welcomed(async |client: &mut Client| assert!(client.send(b'G', &[0, 0, 0]).await)).await;
    let error = session.client.batch_execute("select 1").await.unwrap_err();
    assert!(session.causes(&error)[0].contains("waits for COPY data"), "{:?}", session.causes(&error));
    assert!(session.client.is_closed());
}

#[tokio::test]
async fn a_server_that_stalls_in_an_answer() {
    let session = welcomed(async |client: &mut Client| assert!(client.send(b'T', &[0, 0]).await)).await;
    let query = session.client.simple_query("select 1");
    let failure = session.answered(Duration::from_millis(300), "could not ask", query).await.unwrap_err();
    assert_eq!(
        (failure.what(), failure.causes()),
        ("could not ask", &["the server did not answer within 0.3 s".to_owned()][..])
    );
}
