//! One connection through the proxy.

use super::Passed;
use super::frame::{Message, Side};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use tokio::net::UnixStream;

/// What happens, and at which message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    /// Counts the messages of all connections in both directions, from 1.
    pub(crate) at: usize,
    /// Whether the message itself still arrives.
    pub(crate) place: Place,
    /// What comes after.
    pub(crate) then: Then,
}

/// Where a fault is, seen from its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The message does not arrive.
    Before,
    /// It arrives, and nothing else.
    After,
}

/// What comes after a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// The connection is cut; new ones are served.
    Serve,
    /// All connections are cut; new ones are turned away, as by a server that is full.
    Refuse,
    /// Nothing moves any more until the client is gone.
    Hold,
}

/// What all connections share.
pub(super) struct Shared {
    fault: Option<Fault>,
    state: Mutex<State>,
    reached: Sender<()>,
}

#[derive(Default)]
struct State {
    passed: Vec<Passed>,
    cut: bool,
}

impl Shared {
    pub(super) fn new(fault: Option<Fault>) -> (Self, Receiver<()>) {
        let (reached, is_reached) = channel();
        (Self { fault, state: Mutex::default(), reached }, is_reached)
    }

    pub(super) fn has_cut(&self) -> bool {
        self.state.lock().unwrap().cut
    }

    pub(super) fn refuses(&self) -> bool {
        self.has_cut() && self.fault.is_some_and(|fault| fault.then != Then::Serve)
    }

    pub(super) fn passed(&self) -> Vec<Passed> {
        self.state.lock().unwrap().passed.clone()
    }

    /// Counts a message; gives the fault where it is this message's.
    fn count(&self, passed: Passed) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        state.passed.push(passed);
        let fault = self.fault.filter(|fault| !state.cut && fault.at == state.passed.len())?;
        state.cut = true;
        Some(fault)
    }
}

/// Answers a login as a server that has no connection left.
pub(super) async fn refuse(client: UnixStream) {
    let mut client = Side::client(client);
    let words = b"SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0";
    let length = u32::try_from(words.len() + 4).unwrap().to_be_bytes();
    let bytes = [b"E", &length[..], &words[..]].concat();
    // A client that does not wait for the answer is none to answer.
    let _ = client.next().await.is_some() && client.send(&Message { tag: b'E', bytes }).await;
}

pub(super) async fn run(client: UnixStream, server: UnixStream, shared: Arc<Shared>) {
    let (mut client, mut server) = (Side::client(client), Side::server(server));
    loop {
        let (message, from_client) = tokio::select! {
            message = client.next() => (message, true),
            message = server.next() => (message, false),
        };
        let Some(message) = message else { return };
        if shared.refuses() {
            // Another connection's fault stops this one, too.
            return;
        }
        let fault = shared.count(Passed { from_client, tag: message.tag });
        if fault.is_none_or(|fault| fault.place == Place::After) {
            let to = if from_client { &mut server } else { &mut client };
            if !to.send(&message).await {
                return;
            }
        }
        let Some(fault) = fault else { continue };
        // Nobody may be waiting for it.
        let _ = shared.reached.send(());
        if fault.then == Then::Hold {
            while client.next().await.is_some() {}
        }
        return;
    }
}
