//! A link to the server that is as far away as it is told to be, and counts what passes.
//!
//! Every piece arrives `delay` after it was sent, however many are under way: a distant server, not a slow one. What the distance costs
//! is the time in which the server has answered everything and waits: that does not change with how fast the server works.

use super::frames::Frames;
use anyhow::{Context as _, Result};
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What passed since the login was over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Passed {
    /// How often the client sent something after it had been sent something.
    pub(crate) turns: usize,
    /// Messages from the client.
    pub(crate) messages: usize,
    /// Bytes from the client.
    pub(crate) bytes: usize,
    /// How long the server had nothing to do, log-in and good-bye included.
    pub(crate) idle: Duration,
}

#[derive(Debug, Default)]
struct State {
    passed: Passed,
    heard: bool,
    logged_in: bool,
    /// Messages that reached the server and are not answered.
    open: usize,
    idle_since: Option<Instant>,
    /// Connections and turns of those before this one.
    before: (usize, usize),
    /// What the client said, where that is kept.
    said: Option<Vec<u8>>,
}

impl State {
    /// Messages leave the client.
    fn sent(&mut self, tags: &[u8], bytes: &[u8]) {
        if let Some(said) = &mut self.said {
            said.extend_from_slice(bytes);
        }
        // `X` says good-bye and waits for nothing.
        if self.logged_in && tags != [b'X'] {
            self.passed.messages += tags.len();
            self.passed.bytes += bytes.len();
            self.passed.turns += usize::from(std::mem::take(&mut self.heard));
        }
    }

    /// Messages reach the server.
    fn arrived(&mut self, tags: &[u8]) {
        if let Some(since) = self.idle_since.take_if(|_| !tags.is_empty()) {
            self.passed.idle += since.elapsed();
        }
        // The ones that are answered with `Z`: the log-in, a query, the end of an extended one.
        self.open += tags.iter().filter(|tag| matches!(tag, 0 | b'Q' | b'S')).count();
    }

    /// Messages leave the server.
    fn answered(&mut self, tags: &[u8]) {
        self.heard = true;
        let ready = tags.iter().filter(|tag| **tag == b'Z').count();
        self.logged_in |= ready > 0;
        self.open = self.open.saturating_sub(ready);
        if ready > 0 && self.open == 0 {
            self.idle_since = Some(Instant::now());
        }
    }
}

/// An open link.
pub(crate) struct Link {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

impl Link {
    /// Opens a link to the socket. It takes connections until the program ends.
    pub(crate) fn open(socket: &Path, delay: Duration) -> Result<Self> {
        let socket = socket.to_owned();
        Self::with(move || UnixStream::connect(&socket), delay)
    }

    /// Opens a link to a server that may encrypt what passes, and is not counted.
    pub(crate) fn over(address: SocketAddr, delay: Duration) -> Result<Self> {
        Self::with(move || TcpStream::connect(address), delay)
    }

    fn with<S: Half>(reach: impl Fn() -> io::Result<S> + Send + 'static, delay: Duration) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A connection that breaks shows at its ends.
                drop(carry(client, &reach, delay, &shared));
            }
        });
        Ok(Self { port, state })
    }

    /// Keeps what clients say from now on.
    pub(crate) fn listen(&self) {
        lock(&self.state).said = Some(Vec::new());
    }

    /// The queries of the newest connection, in their order.
    pub(crate) fn queries(&self) -> Result<Vec<String>> {
        let state = lock(&self.state);
        let said = state.said.as_deref().context("nobody listened")?;
        let length = |at: usize| Some(u32::from_be_bytes(*said.get(at..)?.first_chunk()?) as usize);
        // The first message has no letter.
        let mut at = length(0).context("nothing was said")?;
        let mut queries = Vec::new();
        while let (Some(tag), Some(length)) = (said.get(at), length(at + 1)) {
            if let (b'Q', Some(text)) = (*tag, said.get(at + 5..at + length)) {
                queries.push(String::from_utf8(text.to_vec())?);
            }
            at += 1 + length;
        }
        Ok(queries)
    }

    /// How many connections there were, and how many turns they took together; they came one after the other.
    pub(crate) fn all(&self) -> (usize, usize) {
        let state = lock(&self.state);
        (state.before.0, state.before.1 + state.passed.turns)
    }

    /// What passed over the newest connection, once it is closed.
    pub(crate) fn passed(&self) -> Passed {
        lock(&self.state).passed
    }
}

fn carry<S: Half>(
    client: TcpStream,
    reach: &impl Fn() -> io::Result<S>,
    delay: Duration,
    state: &Arc<Mutex<State>>,
) -> Result<()> {
    client.set_nodelay(true)?;
    let server = reach()?;
    let mut now = lock(state);
    let before = (now.before.0 + 1, now.before.1 + now.passed.turns);
    let said = now.said.take().map(|_| Vec::new());
    *now = State { idle_since: Some(Instant::now()), before, said, ..State::default() };
    drop(now);
    let (to_client, to_server) = (client.try_clone()?, server.twin()?);
    let closing = client.try_clone()?;
    let (sent, arrived, answered) = (Arc::clone(state), Arc::clone(state), Arc::clone(state));
    way(
        (client, to_server),
        Frames::of_client(),
        delay,
        move |tags, bytes| lock(&sent).sent(tags, bytes),
        move |tags| lock(&arrived).arrived(tags),
        S::end,
    );
    way(
        (server, to_client),
        Frames::default(),
        delay,
        move |tags, _| lock(&answered).answered(tags),
        |_| {},
        move |_| drop(closing.shutdown(Shutdown::Both)),
    );
    Ok(())
}

/// A connection to a server, whichever kind.
trait Half: Read + Write + Send + Sized + 'static {
    /// The same connection once more.
    fn twin(&self) -> io::Result<Self>;
    /// Says that nothing more is sent. One that is gone knows it.
    fn end(&self);
}

impl Half for UnixStream {
    fn twin(&self) -> io::Result<Self> {
        self.try_clone()
    }

    fn end(&self) {
        drop(self.shutdown(Shutdown::Write));
    }
}

impl Half for TcpStream {
    fn twin(&self) -> io::Result<Self> {
        self.set_nodelay(true)?;
        self.try_clone()
    }

    fn end(&self) {
        drop(self.shutdown(Shutdown::Write));
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A piece on its way, with the messages that begin in it.
struct Piece {
    due: Instant,
    bytes: Vec<u8>,
    tags: Vec<u8>,
}

/// One direction: a thread that reads and stamps, and one that delivers when it is time.
fn way<R: Read + Send + 'static, W: Write + Send + 'static>(
    (mut from, mut to): (R, W),
    mut frames: Frames,
    delay: Duration,
    mut left: impl FnMut(&[u8], &[u8]) + Send + 'static,
    mut arrives: impl FnMut(&[u8]) + Send + 'static,
    close: impl FnOnce(&W) + Send + 'static,
) {
    let (sender, receiver) = channel::<Piece>();
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            let bytes = buffer[..length].to_vec();
            let tags = frames.feed(&bytes);
            left(&tags, &bytes);
            if sender.send(Piece { due: Instant::now() + delay, bytes, tags }).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        while let Ok(Piece { due, bytes, tags }) = receiver.recv() {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            arrives(&tags);
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        close(&to);
    });
}
