//! The run lock: one runner a history at a time.
//!
//! A session lock, so that it outlives the files' transactions, and so that it is free only when the server process that held it is
//! gone: whoever takes it after a broken connection knows that nothing of the old run is still under way.

use super::door::Session;
use super::look;
use super::message::{self, Answer};
use crate::event::{Backend, Event, Listener};
use crate::failure::{Failure, Kind, Result};
use crate::model::Found;
use crate::render::backend;
use crate::render::sql::{File, render};
use std::time::Duration;
use tokio::time::{Instant, sleep};

const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

#[derive(serde::Serialize)]
struct Context {
    lock: super::door::LockKeys,
}

impl Session {
    /// Takes the run lock and looks again under it: one round trip when it is free.
    ///
    /// # Errors
    /// When another runner keeps it longer than `lock_wait`.
    pub async fn lock(&mut self, listener: &mut dyn Listener) -> Result<Found> {
        if let Some(found) = self.under_lock.take() {
            return Ok(found);
        }
        let deadline = Instant::now() + self.door.limits.lock_wait;
        let mut pause = FIRST_PAUSE;
        let mut told = None;
        let (mut answer, checks) = self.try_lock().await?;
        self.checks_connection = checks;
        loop {
            if is_taken(&answer) {
                return self.read_locked(answer).await;
            }
            if let Some(error) = answer.error.filter(|_| answer.results.is_empty()) {
                let what = format!("could not lock {}", self.target().noun());
                let failure = self.failure(Kind::Connect, what, &error).database("unchanged by this run");
                return Err(if message::is_lost(&error) { failure.hint(look::AGAIN) } else { failure });
            }
            let holder = self.holder().await;
            if let Some(holder) = holder.as_ref().filter(|holder| told != Some(holder.pid)) {
                told = Some(holder.pid);
                listener.on(&Event::WaitingForLock { holder });
                self.evict().await?;
            }
            if Instant::now() + pause > deadline {
                return Err(self.lock_held_by(holder));
            }
            sleep(pause.mul_f64(0.5 + fastrand::f64())).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            answer = self.look_raw(&self.lock_text()).await?;
        }
    }

    /// Tries to take the run lock, and looks; tells beside the answer whether the server checks the connection while it works.
    pub(super) async fn try_lock(&self) -> Result<(Answer, bool)> {
        // Makes it notice a dead client; some platforms lack it. Learned without a round trip of its own.
        let check =
            message::send(&self.connection.client, "set client_connection_check_interval = '1s'").await;
        let answer = self.look_raw(&self.lock_text()).await?;
        let checks = match check {
            Ok(check) => check.read().await.error.is_none(),
            Err(_) => false,
        };
        Ok((answer, checks))
    }

    /// What came of a try. Whoever got the lock and has something to do need not look again.
    pub(super) async fn tried(&mut self, (answer, checks): (Answer, bool)) -> Result<Found> {
        self.checks_connection = checks;
        if !is_taken(&answer) {
            return self.read_look(answer, 1).await;
        }
        let found = self.read_locked(answer).await?;
        self.under_lock = Some(found.clone());
        Ok(found)
    }

    fn lock_text(&self) -> String {
        render(File::Lock, Context { lock: self.lock_keys() })
    }

    async fn read_locked(&self, answer: Answer) -> Result<Found> {
        let found = self.read_look(answer, 1).await?;
        tracing::info!(backend = found.facts.backend_pid, rows = found.rows().len(), "the run lock is taken");
        if found.facts.lock_held { Ok(found) } else { Err(self.lock_not_real()) }
    }

    async fn holder(&self) -> Option<Backend> {
        let answer = self.ask(&render(File::Holder, Context { lock: self.lock_keys() })).await.ok()?;
        answer.rows(0).first().map(look::backend)
    }

    fn lock_held_by(&self, holder: Option<Backend>) -> Failure {
        let failure =
            Failure::new(Kind::Refused, format!("another runner is at work on {}", self.target().noun()));
        let failure = match &holder {
            Some(holder) => failure.because(format!("the lock is held by {}", backend(holder))),
            None => failure.because("the lock was held at every try, by changing holders"),
        };
        let failure = failure.database("unchanged by this run");
        match holder {
            Some(holder) => failure.hint(format!(
                "wait for it and run again, allow more time with `--lock-wait 10m`, or, if it is stuck, end it with: select pg_terminate_backend({})",
                holder.pid
            )),
            None => failure.hint("run again, or allow more time with `--lock-wait 10m`"),
        }
    }

    fn lock_not_real(&self) -> Failure {
        Failure::new(Kind::Connect, format!("the lock on {} is not ours after we took it", self.target().noun()))
            .because("the server answered `true`, but does not list the lock for this connection: a pooler in transaction mode stands between")
            .database("unchanged")
            .hint("connect to the server itself, or to a session pooler (Supabase: port 5432)")
    }
}

fn is_taken(answer: &Answer) -> bool {
    answer.rows(0).first().is_some_and(|row| row[0].as_deref() == Some("t"))
}
