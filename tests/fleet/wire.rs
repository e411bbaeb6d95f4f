//! The way to a server by TCP, which can be cut while something is on it.
#![expect(clippy::disallowed_types, reason = "takes connections in place of a server")]

use fastrand::Rng;
use socket2::SockRef;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::oneshot;

/// How long nothing comes through before a connection is cut.
type Cut = oneshot::Sender<Duration>;

/// A listener in front of a server's socket; gone when dropped.
pub(crate) struct Wire {
    port: u16,
    open: Arc<Mutex<Vec<Cut>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Wire {
    /// Starts one in front of the server whose socket stands in a directory.
    pub(crate) fn to(sockets: &Path) -> Self {
        let server = sockets.join(".s.PGSQL.5432");
        let open = Arc::new(Mutex::new(Vec::new()));
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = std::sync::mpsc::channel();
        let for_thread = Arc::clone(&open);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                ready.send(listener.local_addr().unwrap().port()).unwrap();
                tokio::select! {
                    () = listen(listener, server, for_thread) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { port: is_ready.recv().unwrap(), open, stop: Some(stop), thread: Some(thread) }
    }

    /// The address of a database at its end.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgresql://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Cuts one of the connections, if there is one, after nothing has come through for a while.
    pub(crate) fn cut(&self, rng: &mut Rng, after: Duration) -> bool {
        let mut open = self.open.lock().unwrap();
        open.retain(|cut| !cut.is_closed());
        let count = open.len();
        count > 0 && open.swap_remove(rng.usize(..count)).send(after).is_ok()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
        let ended = self.thread.take().map(std::thread::JoinHandle::join);
        if !std::thread::panicking() {
            assert!(ended.is_some_and(|ended| ended.is_ok()), "the wire failed");
        }
    }
}

async fn listen(listener: TcpListener, server: PathBuf, open: Arc<Mutex<Vec<Cut>>>) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        let server = UnixStream::connect(&server).await.unwrap();
        let (cut, is_cut) = oneshot::channel();
        open.lock().unwrap().push(cut);
        tokio::spawn(carry(client, server, is_cut));
    }
}

async fn carry(mut client: TcpStream, mut server: UnixStream, is_cut: oneshot::Receiver<Duration>) {
    tokio::select! {
        // Whichever side ended it.
        _ = copy_bidirectional(&mut client, &mut server) => {}
        Ok(after) = is_cut => {
            tokio::time::sleep(after).await;
            // The client hears of it as of a cable that was pulled and a router that noticed: by a reset.
            SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
        }
    }
}
