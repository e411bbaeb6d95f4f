//! What passes over a connection, counted: bytes and round trips. And what may pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering::Relaxed};

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

    pub(super) fn set_key_pid(&self, pid: i32) {
        self.0.key_pid.store(pid, Relaxed);
    }

    pub(super) fn budget(&self) -> u64 {
        self.0.budget.load(Relaxed)
    }

    pub(super) fn copy_expected(&self) -> bool {
        self.0.copy_expected.load(Relaxed)
    }

    pub(super) fn heard(&self, bytes: usize) {
        self.0.received.fetch_add(bytes as u64, Relaxed);
    }

    /// `turn` says that something had been heard since the last time.
    pub(super) fn said(&self, bytes: usize, turn: bool) {
        self.0.sent.fetch_add(bytes as u64, Relaxed);
        self.0.turns.fetch_add(u64::from(turn), Relaxed);
    }
}
