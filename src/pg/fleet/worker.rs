//! A worker: it takes courses from a rollout until there are none left.
//!
//! Many courses are under way at once, on one thread: the work is done by their servers. What is ended and what is next go to main in one
//! message. Main's clock says how long a lease is; our own says when to stop before it ends, and the fence in each course's database
//! holds for when both are wrong.

use super::Doors;
use super::course::{Files, Turn};
use super::hand::{Ended, Worker};
use super::ledger::{Ledger, Silent};
use crate::failure::{Failure, Kind, Result};
use crate::fleet::{CourseState, Rollout, RolloutState, Token};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, sleep_until};

/// How long a worker that found nothing to take waits before it looks again: other workers' courses decide when the next wave begins.
const IDLE: Duration = Duration::from_millis(250);

/// How long what is ended waits for more, so that main is asked less often.
const GATHER: Duration = Duration::from_millis(20);

/// How a worker goes about it.
#[derive(Debug, Clone)]
pub struct Manner {
    /// How many courses are under way at once.
    pub jobs: usize,
    /// Whether steps that lose data were agreed to.
    pub may_lose: bool,
    /// Whether it stops when its leases end by its own clock; tests switch it off, so that only the fence is left.
    pub looks_at_clock: bool,
    /// Whether it has a token of its own; tests switch it off, and then see what the fence prevents.
    pub fenced: bool,
}

/// What a worker tells as it happens.
#[derive(Debug)]
pub enum News<'a> {
    /// A course's turn ended.
    Ended {
        /// How.
        ended: &'a Ended,
        /// How many courses of the rollout were done before.
        done: usize,
        /// How many there are.
        courses: usize,
    },
    /// Main was lost, and is tried again.
    MainLost(&'a Failure),
}

/// A course in our hands.
struct Held {
    delivery: i32,
    until: watch::Sender<Instant>,
    stop: watch::Sender<bool>,
}

impl Held {
    /// Asks its turn to end.
    fn leave(&self) {
        self.stop.send_replace(true);
    }

    /// It is ours until then.
    fn keep(&self, until: Instant) {
        self.until.send_replace(until);
    }
}

struct Crew<'a> {
    ledger: &'a mut Ledger,
    doors: &'a dyn Doors,
    rollout: &'a Rollout,
    files: Rc<Files>,
    manner: Manner,
    worker: Worker,
    tell: &'a mut dyn FnMut(&News<'_>),
    held: BTreeMap<String, Held>,
    running: JoinSet<Ended>,
    ended: Vec<Ended>,
    standing: (usize, usize),
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
    let crew = Crew {
        ledger,
        doors,
        rollout,
        files,
        manner,
        worker,
        tell,
        held: BTreeMap::new(),
        running: JoinSet::new(),
        ended: Vec::new(),
        standing: (0, 0),
    };
    LocalSet::new().run_until(crew.run(stop)).await
}

impl Crew<'_> {
    async fn run(mut self, mut stop: watch::Receiver<bool>) -> Result<()> {
        let beat_every = self.rollout.lease / 3;
        let (mut next_beat, mut next_look) = (Instant::now() + beat_every, Instant::now());
        let (mut stopping, mut over) = (false, false);
        loop {
            let ending = stopping || over;
            let free = if ending { 0 } else { self.manner.jobs.saturating_sub(self.held.len()) };
            // A quarter of the hands at a time: fewer questions to main, and credentials are read together.
            let takes = free > 0 && free * 4 >= self.manner.jobs;
            let hands_back = !self.ended.is_empty() && (takes || ending || self.held.is_empty());
            if hands_back || (takes || !self.ended.is_empty()) && Instant::now() >= next_look {
                let (state, taken) = self.turn(free).await?;
                over = state != RolloutState::Running;
                next_look = Instant::now() + if taken == 0 { IDLE } else { Duration::ZERO };
                continue;
            }
            if self.held.is_empty() && ending {
                return Ok(());
            }
            tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop), if !stopping => {
                    stopping = true;
                    self.held.values().for_each(Held::leave);
                }
                () = sleep_until(next_beat) => {
                    next_beat = Instant::now() + beat_every;
                    self.beat().await?;
                }
                Some(ended) = self.running.join_next() => {
                    self.take_back(ended)?;
                    // A hand that is free waits a moment for others to be, and no longer.
                    if self.ended.len() == 1 {
                        next_look = Instant::now() + GATHER;
                    }
                }
                () = sleep_until(next_look), if takes || !self.ended.is_empty() => {}
            }
            while let Some(ended) = self.running.try_join_next() {
                self.take_back(ended)?;
            }
        }
    }

    fn take_back(&mut self, ended: Result<Ended, tokio::task::JoinError>) -> Result<()> {
        let ended =
            ended.map_err(|error| Failure::new(Kind::Bug, "a course's turn broke off").because(error))?;
        self.held.remove(&ended.course);
        if ended.state == CourseState::Done {
            self.standing.0 += 1;
        }
        let (done, courses) = self.standing;
        (self.tell)(&News::Ended { ended: &ended, done, courses });
        self.ended.push(ended);
        Ok(())
    }

    /// Hands back what is ended, takes what is next; gives how far the rollout is, and how many courses were taken.
    async fn turn(&mut self, free: usize) -> Result<(RolloutState, usize)> {
        let (asked, turn) = loop {
            let asked = Instant::now();
            let held: Vec<&str> = self.held.keys().map(String::as_str).collect();
            match self.ledger.turn(self.rollout.epoch, &self.worker, &self.ended, &held, free).await {
                Ok(turn) => break (asked, turn),
                Err(silent) => self.reopen(silent).await?,
            }
        };
        self.ended.clear();
        self.standing = turn.standing;
        let taken = turn.taken.len();
        let codes: Vec<String> = turn.taken.iter().map(|(code, _)| code.clone()).collect();
        let doors = if codes.is_empty() { Vec::new() } else { self.doors.doors(&codes).await };
        for ((code, delivery), door) in turn.taken.into_iter().zip(doors) {
            self.begin(code, delivery, door, asked);
        }
        Ok((turn.state, taken))
    }

    fn begin(&mut self, course: String, delivery: i32, door: Result<super::Door>, asked: Instant) {
        let token = match self.manner.fenced {
            true => Token { epoch: self.rollout.epoch, delivery },
            // Every worker has the same one: none is ever too late.
            false => Token { epoch: i64::MAX, delivery: i32::MAX },
        };
        let door = door.map(|mut door| {
            door.run = format!("rollout-{}", self.rollout.run);
            door.token = Some(token);
            door
        });
        let (until, ends) = watch::channel(asked + self.trusted());
        let stop = watch::Sender::new(false);
        let held = Held { delivery, until, stop: stop.clone() };
        let turn = Turn {
            course: course.clone(),
            delivery,
            door,
            until: self.manner.looks_at_clock.then_some(ends),
            stop,
        };
        let (files, may_lose) = (Rc::clone(&self.files), self.manner.may_lose);
        self.held.insert(course, held);
        self.running.spawn_local(async move { turn.work(&files, may_lose).await });
    }

    /// How much of a lease is used: what began in it must have come to rest when it ends.
    fn trusted(&self) -> Duration {
        self.rollout.lease * 5 / 6
    }

    /// Says that we live. A course that is ours no more is left.
    async fn beat(&mut self) -> Result<()> {
        let asked = Instant::now();
        let held: Vec<&str> = self.held.keys().map(String::as_str).collect();
        if held.is_empty() {
            return Ok(());
        }
        match self.ledger.beat(self.rollout.epoch, &self.worker, &held).await {
            Err(silent) => self.reopen(silent).await,
            Ok(ours) => {
                for (course, held) in &self.held {
                    match ours.iter().any(|(code, delivery)| code == course && *delivery == held.delivery) {
                        true => held.keep(asked + self.trusted()),
                        false if self.manner.looks_at_clock => held.leave(),
                        false => {}
                    }
                }
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
        (self.tell)(&News::MainLost(&failure));
        self.ledger.reopen().await.map_err(|again| {
            again
                .because(format!("main was lost before: {failure}"))
                .database("courses that were under way come to rest by themselves; main says which are done")
                .hint(format!("when main is back, run `provost fleet resume {}`", self.rollout.run))
        })
    }
}
