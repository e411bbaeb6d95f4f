//! The stream between the driver and the server, inside TLS: it counts, and it cuts off what [`super::watch`] refuses.

use super::transport::Transport;
use super::watch::{Breach, LoginPolicy, Watch};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};

/// What one answer may cost in memory unless [`WireCounters::set_budget`] says otherwise.
pub const ANSWER_BUDGET: u64 = 16 << 20;

/// A handle on what passes over one connection; cheap to clone.
#[derive(Debug, Clone)]
pub struct WireCounters(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    received: AtomicU64,
    sent: AtomicU64,
    turns: AtomicU64,
    budget: AtomicU64,
    key_pid: AtomicI32,
    copy_expected: AtomicBool,
}

/// What passed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct WireCount {
    /// Bytes from the server, inside TLS.
    pub received: u64,
    /// Bytes to the server, inside TLS.
    pub sent: u64,
    /// Round trips: how often something was sent after something had been received.
    pub turns: u64,
}

impl std::ops::Sub for WireCount {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self {
            received: self.received - earlier.received,
            sent: self.sent - earlier.sent,
            turns: self.turns - earlier.turns,
        }
    }
}

impl WireCounters {
    pub(super) fn new(budget: u64) -> Self {
        Self(Arc::new(Shared {
            received: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            turns: AtomicU64::new(0),
            budget: AtomicU64::new(budget),
            key_pid: AtomicI32::new(0),
            copy_expected: AtomicBool::new(false),
        }))
    }

    /// What passed so far. Subtract an earlier count to measure a part.
    pub fn count(&self) -> WireCount {
        WireCount {
            received: self.0.received.load(Relaxed),
            sent: self.0.sent.load(Relaxed),
            turns: self.0.turns.load(Relaxed),
        }
    }

    /// Sets what one answer may cost; a server that sends more is cut off.
    pub fn set_budget(&self, bytes: u64) {
        self.0.budget.store(bytes, Relaxed);
    }

    /// Lets the server start a COPY from the client, which otherwise ends the connection.
    pub fn expect_copy(&self, expected: bool) {
        self.0.copy_expected.store(expected, Relaxed);
    }

    /// The process number the server gave for cancelling; none where it gave none.
    pub(super) fn key_pid(&self) -> Option<i32> {
        Some(self.0.key_pid.load(Relaxed)).filter(|pid| *pid != 0)
    }
}

/// A transport that is watched and counted.
pub(super) struct Wire {
    transport: Transport,
    watch: Watch,
    counters: WireCounters,
    heard: bool,
    breach: Option<Breach>,
}

impl Wire {
    pub(super) fn new(transport: Transport, policy: LoginPolicy, counters: WireCounters) -> Self {
        Self { transport, watch: Watch::new(policy), counters, heard: true, breach: None }
    }

    fn whole(&self) -> io::Result<()> {
        match &self.breach {
            Some(breach) => Err(io::Error::other(breach.clone())),
            None => Ok(()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.whole()?;
        let before = buf.filled().len();
        ready!(self.transport.io().poll_read(cx, buf))?;
        let fresh = &buf.filled()[before..];
        if fresh.is_empty() {
            return Poll::Ready(Ok(()));
        }
        let wire = &mut *self;
        wire.heard = true;
        let shared = &wire.counters.0;
        shared.received.fetch_add(fresh.len() as u64, Relaxed);
        wire.watch.copy_expected = shared.copy_expected.load(Relaxed);
        wire.breach = wire.watch.feed(fresh, shared.budget.load(Relaxed)).err();
        if let Some(pid) = wire.watch.key_pid {
            shared.key_pid.store(pid, Relaxed);
        }
        Poll::Ready(wire.whole())
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.whole()?;
        let written = ready!(self.transport.io().poll_write(cx, bytes))?;
        let wire = &mut *self;
        wire.watch.refresh();
        wire.counters.0.sent.fetch_add(written as u64, Relaxed);
        if std::mem::take(&mut wire.heard) {
            wire.counters.0.turns.fetch_add(1, Relaxed);
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.transport.io().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.transport.io().poll_shutdown(cx)
    }
}

impl TlsStream for Wire {
    fn channel_binding(&self) -> ChannelBinding {
        self.transport.channel_binding()
    }
}

/// Gives the driver a wire that is ready. The driver can only tie a login to TLS when it believes that it set TLS up
/// itself, so it is told to "connect" over nothing, and is handed this.
pub(super) struct Handover(pub(super) Wire);

impl TlsConnect<tokio::io::Empty> for Handover {
    type Stream = Wire;
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Wire, Self::Error>>;

    fn connect(self, _: tokio::io::Empty) -> Self::Future {
        std::future::ready(Ok(self.0))
    }
}
