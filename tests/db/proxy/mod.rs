//! A proxy that understands where messages end, and lets something happen at one of them.

mod frame;
mod link;

pub(crate) use link::{Fault, Place, Then};

use link::Shared;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::oneshot;

/// A proxy in front of a server's socket; gone when dropped.
pub(crate) struct Proxy {
    dir: PathBuf,
    shared: Arc<Shared>,
    reached: Receiver<()>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// One message that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passed {
    /// Whether the client sent it.
    pub(crate) from_client: bool,
    /// Its tag; 0 for the start-up message, which has none.
    pub(crate) tag: u8,
}

impl Proxy {
    /// Starts one in `dir`, in front of the server whose socket stands in `server`.
    pub(crate) fn start(dir: &Path, server: &Path, fault: Option<Fault>) -> Self {
        std::fs::create_dir_all(dir).unwrap();
        let socket = dir.join(".s.PGSQL.5432");
        let _ = std::fs::remove_file(&socket); // an earlier proxy's
        let (shared, reached) = Shared::new(fault);
        let shared = Arc::new(shared);
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (listening, server) = (socket, server.join(".s.PGSQL.5432"));
        let for_thread = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = UnixListener::bind(listening).unwrap();
                ready.send(()).unwrap();
                tokio::select! {
                    () = listen(listener, server, for_thread) => {}
                    _ = stopped => {}
                }
            });
        });
        is_ready.recv().unwrap();
        Self { dir: dir.to_owned(), shared, reached, stop: Some(stop), thread: Some(thread) }
    }

    /// The address of a database behind the proxy.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgresql://postgres@/{database}?host={}", self.dir.display())
    }

    /// Waits until the fault has happened, or everything that holds on to it is gone.
    pub(crate) fn reached(&self, within: std::time::Duration) -> bool {
        self.reached.recv_timeout(within).is_ok()
    }

    /// Whether the fault has happened.
    pub(crate) fn has_cut(&self) -> bool {
        self.shared.has_cut()
    }

    /// What passed, or was to pass.
    pub(crate) fn passed(&self) -> Vec<Passed> {
        self.shared.passed()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
        let ended = self.thread.take().map(std::thread::JoinHandle::join);
        if !std::thread::panicking() {
            assert!(ended.is_some_and(|ended| ended.is_ok()), "the proxy failed");
        }
    }
}

async fn listen(listener: UnixListener, server: PathBuf, shared: Arc<Shared>) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        if shared.refuses() {
            tokio::spawn(link::refuse(client));
            continue;
        }
        let server = UnixStream::connect(&server).await.unwrap();
        tokio::spawn(link::run(client, server, Arc::clone(&shared)));
    }
}
