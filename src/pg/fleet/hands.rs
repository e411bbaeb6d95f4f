//! What a worker has in its hands: courses under way, some that wait for a free hand, and those that ended.

use super::course::{Files, Turn};
use super::hand::Ended;
use super::manner::{Manner, News};
use crate::failure::{Failure, Kind, Result};
use crate::fleet::{CourseState, Rollout, Token};
use crate::pg::Door;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// A course that is ours.
struct Held {
    delivery: i32,
    until: watch::Sender<Instant>,
    stop: watch::Sender<bool>,
}

pub(super) struct Hands<'a> {
    epoch: i64,
    run: String,
    lease: Duration,
    files: Rc<Files>,
    manner: Manner,
    tell: &'a mut dyn FnMut(&News<'_>),
    held: BTreeMap<String, Held>,
    /// Those of them that are not begun yet: a hand that gets free has the next one at once, and does not wait for main.
    waiting: VecDeque<Turn>,
    running: JoinSet<Ended>,
    ended: Vec<Ended>,
    /// One did not go well, and main has not said yet whether more may begin.
    halted: bool,
    /// How many of the rollout's courses are done, and how many there are.
    standing: (usize, usize),
}

impl<'a> Hands<'a> {
    pub(super) fn new(
        rollout: &Rollout,
        files: Rc<Files>,
        manner: Manner,
        tell: &'a mut dyn FnMut(&News<'_>),
    ) -> Self {
        Self {
            epoch: rollout.epoch,
            run: format!("rollout-{}", rollout.run),
            lease: rollout.lease,
            files,
            manner,
            tell,
            held: BTreeMap::new(),
            waiting: VecDeque::new(),
            running: JoinSet::new(),
            ended: Vec::new(),
            halted: false,
            standing: (0, 0),
        }
    }

    /// Tells what happens.
    pub(super) fn tell(&mut self, news: &News<'_>) {
        (self.tell)(news);
    }

    /// How many courses more than there are hands are ours: a quarter.
    pub(super) fn ahead(&self) -> usize {
        self.manner.jobs.div_ceil(4)
    }

    /// How many more may be taken.
    pub(super) fn free(&self) -> usize {
        (self.manner.jobs + self.ahead()).saturating_sub(self.held.len())
    }

    pub(super) fn are_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(super) fn has_ended(&self) -> bool {
        !self.ended.is_empty()
    }

    /// Whether what ended last is the only one that is not handed back.
    pub(super) fn has_ended_first(&self) -> bool {
        self.ended.len() == 1
    }

    /// The codes of all that is ours.
    pub(super) fn held(&self) -> Vec<String> {
        self.held.keys().cloned().collect()
    }

    /// A course is ours, and begins when a hand is free.
    pub(super) fn take(&mut self, course: String, delivery: i32, door: Result<Door>, asked: Instant) {
        let token = match self.manner.fenced {
            true => Token { epoch: self.epoch, delivery },
            // Every worker has the same one: none is ever too late.
            false => Token { epoch: i64::MAX, delivery: i32::MAX },
        };
        let door = door.map(|mut door| {
            door.run.clone_from(&self.run);
            door.token = Some(token);
            door
        });
        let (until, ends) = watch::channel(asked + self.trusted());
        let stop = watch::Sender::new(false);
        self.held.insert(course.clone(), Held { delivery, until, stop: stop.clone() });
        let until = self.manner.looks_at_clock.then_some(ends);
        self.waiting.push_back(Turn { course, delivery, door, until, stop });
    }

    /// Whether main is to be told before anything else begins.
    pub(super) fn are_halted(&self) -> bool {
        self.halted
    }

    /// Gives free hands what waits.
    pub(super) fn begin(&mut self) {
        while !self.halted && self.running.len() < self.manner.jobs {
            let Some(turn) = self.waiting.pop_front() else { return };
            let (files, may_lose) = (Rc::clone(&self.files), self.manner.may_lose);
            self.running.spawn_local(async move { turn.work(&files, may_lose).await });
        }
    }

    /// What waits goes back as it came.
    pub(super) fn begin_nothing(&mut self) {
        for turn in self.waiting.drain(..) {
            self.held.remove(&turn.course);
            self.ended.push(turn.untouched());
        }
    }

    /// Asks everything to end.
    pub(super) fn leave_all(&self) {
        self.held.values().for_each(leave);
    }

    /// Waits until a turn ends; for ever, where none is under way.
    pub(super) async fn ended(&mut self) -> Result<()> {
        let Some(ended) = self.running.join_next().await else { return std::future::pending().await };
        self.take_back(ended)?;
        while let Some(ended) = self.running.try_join_next() {
            self.take_back(ended)?;
        }
        Ok(())
    }

    fn take_back(&mut self, ended: Result<Ended, tokio::task::JoinError>) -> Result<()> {
        let ended =
            ended.map_err(|error| Failure::new(Kind::Bug, "a course's turn broke off").because(error))?;
        self.held.remove(&ended.course);
        match ended.state {
            CourseState::Done => self.standing.0 += 1,
            CourseState::Pending => {}
            _ => self.halted = true,
        }
        let (done, courses) = self.standing;
        (self.tell)(&News::Ended { ended: &ended, done, courses });
        self.ended.push(ended);
        Ok(())
    }

    /// What ended, for main.
    pub(super) fn hand_back(&mut self) -> Vec<Ended> {
        std::mem::take(&mut self.ended)
    }

    /// How far the rollout is, as main says; what ended meanwhile comes on top, and what did not go well since has not been told.
    pub(super) fn standing(&mut self, (done, courses): (usize, usize)) {
        self.halted =
            self.ended.iter().any(|ended| !matches!(ended.state, CourseState::Done | CourseState::Pending));
        let since = self.ended.iter().filter(|ended| ended.state == CourseState::Done).count();
        self.standing = (done + since, courses);
    }

    /// These are still ours, as main was asked then.
    pub(super) fn keep(&mut self, ours: &[(String, i32)], asked: Instant) {
        let until = asked + self.trusted();
        for (course, held) in &self.held {
            match ours.iter().any(|(code, delivery)| code == course && *delivery == held.delivery) {
                true => drop(held.until.send_replace(until)),
                false if self.manner.looks_at_clock => leave(held),
                false => {}
            }
        }
    }

    /// How much of a lease is used: what began in it must have come to rest when it ends.
    fn trusted(&self) -> Duration {
        self.lease * 5 / 6
    }
}

/// Asks its turn to end.
fn leave(held: &Held) {
    held.stop.send_replace(true);
}
