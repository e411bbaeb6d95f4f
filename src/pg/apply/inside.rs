//! Transactional steps, a window of them under way at once.
//!
//! Each is one message with its own transaction, so each costs less than a round trip. Each is guarded by what the one before leaves in
//! history, so that a failure stops everything behind it, however it failed: an open transaction that is aborted refuses the next
//! message, and a transaction that ended at COMMIT has left no row for the next guard to find.

use super::guard::Guard;
use super::sent::Sent;
use super::{Run, Stop, ladder::Ladder};
use crate::event::Event;
use crate::pg::message::{self, Answer, Reply};
use crate::plan::Step;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;
use tokio_postgres::error::SqlState;

/// Messages under way at once: enough that a slow link is never idle, few enough that little is sent in vain.
const MOST_MESSAGES: usize = 64;
/// Bytes under way at once: bounds memory.
const MOST_BYTES: usize = 1 << 20;

struct UnderWay<'p> {
    step: &'p Step,
    message: Sent,
    reply: Reply,
}

impl Run<'_> {
    pub(super) async fn inside(&mut self, steps: &[Step]) -> Result<(), Stop> {
        let mut rest = steps;
        while !rest.is_empty() {
            let before = self.done.len();
            let blocked = self.window(rest).await?;
            rest = &rest[self.done.len() - before..];
            if let (true, Some(step)) = (blocked, rest.first()) {
                let message = self.session.transaction_text(step, &self.guard);
                let sent = Sent::whole(&message, step);
                let answer = Ladder::after_one_try().climb(self, step, &message.sql, sent).await?;
                self.finished(step, elapsed(&answer).unwrap_or_default());
                rest = &rest[1..];
            }
        }
        Ok(())
    }

    /// Runs steps until all are done or one waits too long for a lock, which is told by `true`.
    async fn window(&mut self, steps: &[Step]) -> Result<bool, Stop> {
        let mut waiting = steps.iter();
        let mut under_way: VecDeque<UnderWay<'_>> = VecDeque::new();
        let mut bytes = 0;
        let mut guard = self.guard.clone();
        let mut since = Instant::now();
        loop {
            if under_way.is_empty() && !waiting.as_slice().is_empty() {
                self.end_if_halted()?;
            }
            let wanted = !self.halt.wanted.get();
            while wanted && (under_way.is_empty() || (under_way.len() < MOST_MESSAGES && bytes < MOST_BYTES))
            {
                let Some(step) = waiting.next() else { break };
                let message = self.session.transaction_text(step, &guard);
                guard = Guard::after(step).unwrap_or(guard);
                let reply = self.send(&message.sql).await?;
                self.started(step, under_way.len());
                bytes += message.sql.len();
                under_way.push_back(UnderWay { step, message: Sent::whole(&message, step), reply });
            }
            let Some(UnderWay { step, message, reply }) = under_way.pop_front() else { return Ok(false) };
            let answer = reply.read_from(message.after()).await;
            bytes -= message.bytes;
            let Some(error) = &answer.error else {
                // A down file's row is gone, and its time with it: what passed here is close enough.
                self.finished(step, elapsed(&answer).unwrap_or(since.elapsed()));
                since = Instant::now();
                continue;
            };
            if message::is_lost(error) {
                return Err(Stop::Lost(self.session.said(error)));
            }
            self.end_failed(under_way).await?;
            if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
                self.listener.on(&Event::Blocked { step, attempt: 1, blockers: &[] });
                return Ok(true);
            }
            return Err(Stop::Failed(self.step_failure(step, message, &answer, error)));
        }
    }

    /// Sends a message of this run.
    pub(super) async fn send(&self, sql: &str) -> Result<Reply, Stop> {
        message::send(&self.session.connection.client, sql)
            .await
            .map_err(|error| Stop::Lost(self.session.said(&error)))
    }

    /// Everything behind a failed step fails too; its answers are read so that the connection is at rest, then the transaction that the
    /// failure left open is closed.
    async fn end_failed(&mut self, under_way: VecDeque<UnderWay<'_>>) -> Result<(), Stop> {
        self.pass_notices();
        for UnderWay { reply, .. } in under_way {
            drop(reply.read_from(usize::MAX).await);
        }
        self.roll_back().await
    }

    /// Closes a transaction that may be open; whether it was is no news.
    pub(super) async fn roll_back(&self) -> Result<(), Stop> {
        let ended = self.session.ask("rollback").await;
        self.session.connection.take_notices();
        ended.map(drop).map_err(|error| Stop::Lost(self.session.said(&error)))
    }
}

/// How long the server worked, where the last row of the message says so.
pub(super) fn elapsed(answer: &Answer) -> Option<Duration> {
    let seconds = answer.scalar()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}
