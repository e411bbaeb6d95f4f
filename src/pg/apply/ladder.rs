//! Waiting for a table that is in use, without making everybody behind us wait.
//!
//! A statement that waits for a strong lock stands in the queue, and every reader that comes later stands behind it. So a try waits only
//! `lock_timeout`; between tries we stand in no queue: a second connection watches until the transactions that were in the way are over.

use super::sent::Sent;
use super::{Run, Stop, failed};
use crate::event::{Backend, Event};
use crate::failure::{Failure, Kind, Place};
use crate::pg::Connection;
use crate::pg::look;
use crate::pg::message::{self, Answer};
use crate::plan::Step;
use crate::render::backend;
use crate::render::sql::{File, render};
use std::cell::Cell;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::error::SqlState;

/// How often the watcher looks while a try is under way, and while it waits for blockers to end.
const GLANCE: Duration = Duration::from_millis(5);
const WATCH: Duration = Duration::from_millis(50);
/// The pause between tries whose blockers could not be seen.
const PAUSE: Duration = Duration::from_millis(500);

/// The tries of one step.
#[derive(Default)]
pub(super) struct Ladder {
    /// How many there were.
    tries: usize,
    watcher: Option<Connection>,
    blockers: Vec<Blocker>,
}

/// A transaction that was in the way.
struct Blocker {
    backend: Backend,
    transaction: String,
}

impl Ladder {
    /// Of a step that was tried once already, among others.
    pub(super) fn after_one_try() -> Self {
        Self { tries: 1, ..Self::default() }
    }

    /// Tries a message again and again until it is answered or `lock_wait` is over.
    pub(super) async fn climb(
        &mut self,
        run: &mut Run<'_>,
        step: &Step,
        sql: &str,
        sent: Sent,
    ) -> Result<Answer, Stop> {
        let deadline = Instant::now() + run.session.door.limits.lock_wait;
        loop {
            if self.tries == 1 {
                // Without a watcher the tries go on, only blindly: a server out of connections is no reason to give up.
                self.watcher = run.session.door.connect().await.ok();
            }
            if let Some(answer) = self.one_try(run, step, sql, sent).await? {
                return Ok(answer);
            }
            self.tries += 1;
            let backends: Vec<Backend> =
                self.blockers.iter().map(|blocker| blocker.backend.clone()).collect();
            run.listener.on(&Event::Blocked { step, attempt: self.tries, blockers: &backends });
            // Who is in the way of the first try was not watched, so the second follows at once.
            let may_go_on = self.tries == 1 || self.wait(deadline, &run.halt.wanted).await;
            run.end_if_halted()?;
            if !may_go_on {
                return Err(Stop::Failed(self.given_up(run, step)));
            }
        }
    }

    async fn one_try(
        &mut self,
        run: &Run<'_>,
        step: &Step,
        sql: &str,
        sent: Sent,
    ) -> Result<Option<Answer>, Stop> {
        let mut answer = std::pin::pin!(run.send(sql).await?.read_from(sent.after()));
        let answer = loop {
            match timeout(GLANCE, &mut answer).await {
                Ok(answer) => break answer,
                Err(_) => self.glance(run.session.connection.key_pid).await,
            }
        };
        let Some(error) = &answer.error else {
            return Ok(Some(answer));
        };
        if message::is_lost(error) {
            return Err(Stop::Lost(run.session.said(error)));
        }
        run.roll_back().await?;
        if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
            return Ok(None);
        }
        Err(Stop::Failed(run.step_failure(step, sent, &answer, error)))
    }

    /// Sees who is in the way of a try.
    async fn glance(&mut self, pid: Option<i32>) {
        #[derive(serde::Serialize)]
        struct Context {
            pid: i32,
        }
        let (Some(watcher), Some(pid)) = (&self.watcher, pid) else { return };
        let Ok(answer) = message::ask(&watcher.client, &render(File::Blockers, Context { pid })).await else {
            self.watcher = None;
            return;
        };
        let seen = answer.rows(0);
        if !seen.is_empty() {
            let blocker = |row: &message::Row| Blocker {
                backend: look::backend(row),
                transaction: row.get(6).cloned().flatten().unwrap_or_default(),
            };
            self.blockers = seen.iter().map(blocker).collect();
        }
    }

    /// Waits until the blockers' transactions are over, outside of any lock queue; `false` when time is up.
    async fn wait(&mut self, deadline: Instant, halted: &Cell<bool>) -> bool {
        let transactions: Vec<&str> =
            self.blockers.iter().map(|blocker| blocker.transaction.as_str()).collect();
        if transactions.iter().all(|transaction| transaction.is_empty()) || self.watcher.is_none() {
            sleep(PAUSE.mul_f64(0.5 + fastrand::f64())).await;
            return Instant::now() < deadline;
        }
        #[derive(serde::Serialize)]
        struct Context {
            transactions: String,
        }
        let question =
            render(File::StillOpen, Context { transactions: format!("{{{}}}", transactions.join(",")) });
        while Instant::now() < deadline && !halted.get() {
            let Some(watcher) = &self.watcher else { return true };
            match message::ask(&watcher.client, &question).await {
                Ok(answer) if answer.scalar() == Some("f") => return true,
                Ok(_) => sleep(WATCH.mul_f64(0.5 + fastrand::f64())).await,
                Err(_) => self.watcher = None,
            }
        }
        false
    }

    fn given_up(&self, run: &Run<'_>, step: &Step) -> Failure {
        let waited = run.session.door.limits.lock_wait;
        let failure = Failure::new(Kind::RolledBack, run.what(step))
            .at(Place::file(&step.origin.file))
            .because(format!(
                "a table it needs stayed in use for {} s, {} tries (55P03)",
                waited.as_secs(),
                self.tries
            ));
        let failure = self
            .blockers
            .iter()
            .fold(failure, |failure, blocker| {
                failure.because(format!("in the way: {}", backend(&blocker.backend)))
            })
            .database(format!("rolled back; {}", failed::applied(&run.applied)));
        match self.blockers.first() {
            Some(blocker) => failure.hint(format!(
                "wait for that transaction and run again, allow more time with `--lock-wait 10m`, or end it with: select pg_terminate_backend({})",
                blocker.backend.pid
            )),
            None => failure.hint("run again when the table is quieter, or allow more time with `--lock-wait 10m`"),
        }
    }
}
