//! Servers that do what no honest one does.

use provost::pg::Address;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The password that must never reach a fake server.
pub(crate) const CANARY: &str = "canary-5e3b";

/// One client's connection, from the server's side.
pub(crate) struct Client {
    stream: TcpStream,
    seen: Vec<u8>,
}

/// Listens, and plays `script` with every client. Gives the port.
pub(crate) async fn serve(script: impl AsyncFn(Client) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    // The script's future need not be `Send`: it has a thread of its own.
    let listener = listener.into_std().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                script(Client { stream, seen: Vec::new() }).await;
            }
        });
    });
    port
}

/// The address of a fake server; plain text unless `rest` says otherwise.
pub(crate) fn address(port: u16, rest: &str) -> Address {
    let rest = if rest.is_empty() { "?sslmode=disable" } else { rest };
    Address::parse(&format!("postgres://rep:{CANARY}@127.0.0.1:{port}/d{rest}")).unwrap()
}

/// Peak memory of this process, in MiB. Each test has a process of its own.
pub(crate) fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

impl Client {
    /// Sends bytes as they are. A client that went away is what many scripts wait for.
    pub(crate) async fn send_raw(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }

    /// Sends one message.
    pub(crate) async fn send(&mut self, tag: u8, body: &[u8]) -> bool {
        let length = (body.len() as u32 + 4).to_be_bytes();
        self.send_raw(&[&[tag], &length[..], body].concat()).await
    }

    /// Reads what is there, up to 8 KiB.
    pub(crate) async fn read(&mut self) -> usize {
        let mut chunk = [0; 8192];
        let read = self.stream.read(&mut chunk).await.unwrap_or(0);
        self.seen.extend_from_slice(&chunk[..read]);
        read
    }

    /// Reads until the client goes away, and gives all that it ever sent.
    pub(crate) async fn drain(&mut self) -> Vec<u8> {
        while self.read().await > 0 {}
        std::mem::take(&mut self.seen)
    }

    /// Reads the client's request for TLS.
    pub(crate) async fn expect_tls_request(&mut self) {
        assert_eq!(self.read().await, 8);
    }

    /// Lets the client in without a password, up to the point where it may ask.
    pub(crate) async fn welcome(&mut self) {
        self.read().await;
        self.send(b'R', &0u32.to_be_bytes()).await;
        self.send(b'S', b"server_version\x0015.0\0").await;
        self.send(b'K', &[0, 0, 0, 7, 0, 0, 0, 9]).await;
        self.send(b'Z', b"I").await;
    }
}
