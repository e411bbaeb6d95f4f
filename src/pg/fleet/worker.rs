//! A worker: it takes courses from a rollout until there are none left.
//!
//! Many courses are under way at once, on one thread: the work is done by their servers. What is ended and what is next go to main in one
//! message. Main's clock says how long a lease is; our own says when to stop before it ends, and the fence in each course's database
//! holds for when both are wrong.

use super::Doors;
use super::course::Files;
use super::hand::Worker;
use super::hands::Hands;
use super::ledger::{Ledger, Silent};
use super::manner::{Manner, News};
use crate::failure::Result;
use crate::fleet::{Rollout, RolloutState};
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::LocalSet;
use tokio::time::{Instant, sleep_until};

/// How long a worker that found nothing to take waits before it looks again: other workers' courses decide when the next wave begins.
const IDLE: Duration = Duration::from_millis(250);

/// How long what is ended waits for more, so that main is asked less often.
const GATHER: Duration = Duration::from_millis(20);

struct Crew<'a> {
    ledger: &'a mut Ledger,
    doors: &'a dyn Doors,
    rollout: &'a Rollout,
    worker: Worker,
    hands: Hands<'a>,
}

/// Works on a rollout until it is over, or the person wants it to end.
///
/// # Errors
/// When main is lost for good. What courses are like does not matter: their failures stand in the ledger.
pub async fn work(
    ledger: &mut Ledger,
    doors: &dyn Doors,
    rollout: &Rollout,
    files: Rc<Files>,
    (worker, manner): (Worker, Manner),
    tell: &mut dyn FnMut(&News<'_>),
    stop: watch::Receiver<bool>,
) -> Result<()> {
    let hands = Hands::new(rollout, files, manner, tell);
    LocalSet::new().run_until(Crew { ledger, doors, rollout, worker, hands }.run(stop)).await
}

impl Crew<'_> {
    async fn run(mut self, mut stop: watch::Receiver<bool>) -> Result<()> {
        let beat_every = self.rollout.lease / 3;
        let (mut next_beat, mut next_look) = (Instant::now() + beat_every, Instant::now());
        let (mut stopping, mut over) = (false, false);
        loop {
            let ending = stopping || over;
            if ending {
                self.hands.begin_nothing();
            }
            self.hands.begin();
            let free = if ending { 0 } else { self.hands.free() };
            // So many at a time: fewer questions to main, and credentials are read together.
            let takes = free >= self.hands.ahead();
            let at_once = takes || ending || self.hands.are_halted() || self.hands.are_empty();
            let hands_back = self.hands.has_ended() && at_once;
            if hands_back || (takes || self.hands.has_ended()) && Instant::now() >= next_look {
                let (state, taken) = self.turn(free).await?;
                over = state != RolloutState::Running;
                next_look = Instant::now() + if taken == 0 { IDLE } else { Duration::ZERO };
                continue;
            }
            if self.hands.are_empty() && ending {
                return Ok(());
            }
            tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop), if !stopping => {
                    stopping = true;
                    self.hands.leave_all();
                }
                () = sleep_until(next_beat) => {
                    next_beat = Instant::now() + beat_every;
                    self.beat().await?;
                }
                ended = self.hands.ended() => {
                    ended?;
                    // What is ended waits a moment for more, and no longer.
                    if self.hands.has_ended_first() {
                        next_look = Instant::now() + GATHER;
                    }
                }
                () = sleep_until(next_look), if takes || self.hands.has_ended() => {}
            }
        }
    }

    /// Hands back what is ended, takes what is next; gives how far the rollout is, and how many courses were taken. Hands go on meanwhile.
    async fn turn(&mut self, free: usize) -> Result<(RolloutState, usize)> {
        let ended = self.hands.hand_back();
        let (asked, turn) = loop {
            let (asked, held) = (Instant::now(), self.hands.held());
            let held: Vec<&str> = held.iter().map(String::as_str).collect();
            let answer = {
                let ask = self.ledger.turn(self.rollout.epoch, &self.worker, &ended, &held, free);
                tokio::pin!(ask);
                loop {
                    tokio::select! {
                        biased;
                        answer = &mut ask => break answer,
                        ended = self.hands.ended() => {
                            ended?;
                            self.hands.begin();
                        }
                    }
                }
            };
            match answer {
                Ok(turn) => break (asked, turn),
                Err(silent) => self.reopen(silent).await?,
            }
        };
        self.hands.standing(turn.standing);
        let taken = turn.taken.len();
        let codes: Vec<String> = turn.taken.iter().map(|(code, _)| code.clone()).collect();
        let doors = if codes.is_empty() { Vec::new() } else { self.doors.doors(&codes).await };
        for ((code, delivery), door) in turn.taken.into_iter().zip(doors) {
            self.hands.take(code, delivery, door, asked);
        }
        Ok((turn.state, taken))
    }

    /// Says that we live. A course that is ours no more is left.
    async fn beat(&mut self) -> Result<()> {
        let (asked, held) = (Instant::now(), self.hands.held());
        let held: Vec<&str> = held.iter().map(String::as_str).collect();
        if held.is_empty() {
            return Ok(());
        }
        match self.ledger.beat(self.rollout.epoch, &self.worker, &held).await {
            Err(silent) => self.reopen(silent).await,
            Ok(ours) => {
                self.hands.keep(&ours, asked);
                Ok(())
            }
        }
    }

    /// Main is opened again, as long as it takes a server to restart; what is under way goes on meanwhile until its lease ends.
    async fn reopen(&mut self, silent: Silent) -> Result<()> {
        let failure = match silent {
            Silent::Refused(failure) => return Err(failure),
            Silent::Lost(failure) => failure,
        };
        self.hands.tell(&News::MainLost(&failure));
        self.ledger.reopen().await.map_err(|again| {
            again
                .because(format!("main was lost before: {failure}"))
                .database("courses that were under way come to rest by themselves; main says which are done")
                .hint(format!("when main is back, run `provost fleet resume {}`", self.rollout.run))
        })
    }
}
