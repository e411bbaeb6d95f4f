//! The stream between the driver and the server, inside TLS: it counts, and it cuts off what [`super::watch`] refuses.

use super::counters::WireCounters;
use super::transport::Transport;
use super::watch::{Breach, LoginPolicy, Watch};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};

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
        wire.counters.heard(fresh.len());
        wire.watch.copy_expected = wire.counters.copy_expected();
        wire.breach = wire.watch.feed(fresh, wire.counters.budget()).err();
        if let Some(pid) = wire.watch.key_pid {
            wire.counters.set_key_pid(pid);
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
        wire.counters.said(written, std::mem::take(&mut wire.heard));
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
