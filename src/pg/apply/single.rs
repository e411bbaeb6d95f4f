//! All steps in one transaction: everything, or nothing.

use super::guard::Guard;
use super::inside::elapsed;
use super::sent::Sent;
use super::{Run, Stop, failed};
use crate::event::Event;
use crate::failure::{Failure, Kind, Place};
use crate::model::Found;
use crate::pg::message::{self, Reply};
use crate::plan::{Action, Step, Transaction};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::error::SqlState;

/// Messages under way at once.
const MOST_MESSAGES: usize = 64;

impl Run<'_> {
    pub(super) async fn single_transaction(&mut self, steps: &[Step], found: &Found) -> Result<(), Stop> {
        if let Some(step) = steps.iter().find(|step| step.transaction == Transaction::Outside) {
            return Err(Stop::Failed(outside_step(step)));
        }
        let made = steps.iter().take_while(|step| matches!(step.action, Action::Prepare)).count();
        for step in &steps[..made] {
            self.prepare(step, found).await?;
        }
        let deadline = Instant::now() + self.session.door.limits.lock_wait;
        for attempt in 1.. {
            let Some(blocked) = self.all_or_nothing(&steps[made..]).await? else { return Ok(()) };
            self.listener.on(&Event::Blocked { step: blocked, attempt, blockers: &[] });
            if Instant::now() > deadline {
                return Err(Stop::Failed(given_up(self, blocked, attempt)));
            }
            sleep(Duration::from_millis(500).mul_f64(0.5 + fastrand::f64())).await;
        }
        Ok(())
    }

    /// One try; tells the step that waited too long for a lock.
    async fn all_or_nothing<'p>(&mut self, steps: &'p [Step]) -> Result<Option<&'p Step>, Stop> {
        let mut waiting = steps.iter().enumerate();
        let mut under_way: VecDeque<(&Step, Sent, Reply)> = VecDeque::new();
        let mut times = Vec::with_capacity(steps.len());
        loop {
            while under_way.len() < MOST_MESSAGES {
                let Some((index, step)) = waiting.next() else { break };
                let opening = if index == 0 { "begin;\n" } else { "" };
                let mut message = self.session.step_text(step, &Guard::None, opening);
                if index + 1 == steps.len() {
                    // In an aborted transaction this is a rollback, so it may be sent before the others are answered.
                    message.sql.push_str("\ncommit;");
                }
                let reply = self.send(&message.sql).await?;
                self.started(step, under_way.len());
                under_way.push_back((step, Sent::whole(&message, step), reply));
            }
            let Some((step, sent, reply)) = under_way.pop_front() else { break };
            let answer = reply.read_from(sent.after()).await;
            let Some(error) = &answer.error else {
                times.push(elapsed(&answer).unwrap_or_default());
                continue;
            };
            if message::is_lost(error) {
                return Err(Stop::Lost(self.session.said(error)));
            }
            for (_, _, reply) in under_way {
                drop(reply.read_from(usize::MAX).await);
            }
            self.roll_back().await?;
            if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
                return Ok(Some(step));
            }
            return Err(Stop::Failed(self.step_failure(step, sent, &answer, error)));
        }
        for (step, elapsed) in steps.iter().zip(times) {
            self.finished(step, elapsed);
        }
        Ok(None)
    }
}

fn outside_step(step: &Step) -> Failure {
    Failure::new(Kind::BadInput, format!("`{}` cannot run in a single transaction", step.id))
        .at(Place::file(&step.origin.file))
        .because("its first line is `-- no-transaction`")
        .database("unchanged")
        .hint("leave out `--single-transaction`, or stop before this file with `--to`")
}

fn given_up(run: &Run<'_>, step: &Step, attempts: usize) -> Failure {
    Failure::new(Kind::RolledBack, run.what(step))
        .at(Place::file(&step.origin.file))
        .because(format!("a table it needs stayed in use through {attempts} tries (55P03)"))
        .database(format!("rolled back; {}", failed::applied(&run.applied)))
        .hint("leave out `--single-transaction`, so that who is in the way can be watched, or allow more time with `--lock-wait 10m`")
}
