//! One course's turn: look, plan, apply, as for a single target.

use super::hand::{Ended, Progress};
use crate::access::Drift;
use crate::event::Silent;
use crate::failure::{Failure, Kind, Result};
use crate::model::access::Access;
use crate::model::{Found, Version};
use crate::pg::apply::{self, Options};
use crate::pg::{AccessLook, Door};
use crate::plan::{self, Goal, OutOfOrder, Wanted};
use crate::spec::Folder;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// What a rollout brings.
#[derive(Debug)]
pub struct Files {
    /// The migrations of courses.
    pub folder: Folder,
    /// Who may touch what in them.
    pub access: Access,
    /// The same where rules have no place: courses that share a database.
    none: Access,
}

impl Files {
    /// Migrations and access rules of courses.
    pub fn new(folder: Folder, access: Access) -> Self {
        Self { folder, access, none: Access::default() }
    }

    /// What the files ask of the course behind a door.
    pub fn wanted<'a>(&'a self, door: &'a Door) -> Wanted<'a> {
        Wanted {
            target: &door.target,
            history: &door.history,
            migrations: &self.folder.migrations,
            repeatables: &self.folder.repeatables,
            access: if door.access.is_some() { &self.access } else { &self.none },
            drift: Drift::Refuse,
            goal: Goal::Latest,
            out_of_order: OutOfOrder::Error,
        }
    }

    /// What a look must bring for them.
    pub fn look(&self) -> Option<AccessLook> {
        (!self.access.is_empty()).then_some(AccessLook { storage: !self.access.buckets.is_empty() })
    }
}

/// What a worker holds of a course while it works on it.
pub(super) struct Turn {
    pub(super) course: String,
    pub(super) delivery: i32,
    pub(super) door: Result<Door>,
    /// Until when the course is ours, by our own clock; later with each heartbeat. Nothing where that is not looked at.
    pub(super) until: Option<watch::Receiver<Instant>>,
    /// Asks the turn to end early.
    pub(super) stop: watch::Sender<bool>,
}

impl Turn {
    /// It ends before it began.
    pub(super) fn untouched(self) -> Ended {
        Ended::new((self.course, self.delivery), Progress::default(), Duration::ZERO, Some(&stopped()))
    }

    /// Brings the course to what the files say.
    pub(super) async fn work(self, files: &Files, may_lose: bool) -> Ended {
        let began = Instant::now();
        let mut progress = Progress::default();
        let outcome = match &self.door {
            Err(failure) => Err(failure.clone()),
            Ok(door) => tokio::select! {
                biased;
                outcome = bring(door, files, may_lose, self.stop.subscribe(), &mut progress) => outcome,
                never = run_out(self.until, &self.stop) => match never {},
            },
        };
        Ended::new((self.course, self.delivery), progress, began.elapsed(), outcome.err().as_ref())
    }
}

/// Asks a turn to end when its lease does.
async fn run_out(until: Option<watch::Receiver<Instant>>, stop: &watch::Sender<bool>) -> Infallible {
    let Some(until) = until else { return std::future::pending().await };
    loop {
        let end = *until.borrow();
        sleep_until(end).await;
        if *until.borrow() <= Instant::now() {
            stop.send_replace(true);
            return std::future::pending().await;
        }
    }
}

fn stopped() -> Failure {
    Failure::new(Kind::Interrupted, "stopped before anything was done").database("unchanged")
}

async fn bring(
    door: &Door,
    files: &Files,
    may_lose: bool,
    mut stop: watch::Receiver<bool>,
    progress: &mut Progress,
) -> Result<()> {
    let (session, found) = tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {
            return Err(stopped());
        }
        looked = door.open_to_apply() => looked?,
    };
    progress.before = found.versions().last().map(Version::to_string);
    progress.after.clone_from(&progress.before);
    let wanted = files.wanted(door);
    let plan = plan::build(&wanted, &found)?;
    if plan.is_empty() {
        return Ok(());
    }
    if let (Some(losses), false) = (plan.losses(), may_lose) {
        return Err(Failure::bad_input(format!(
            "nobody has agreed to what {} would lose",
            door.target.noun()
        ))
        .because(losses)
        .database("unchanged")
        .hint("look at it with `provost fleet plan`, then agree: `provost fleet resume --yes`"));
    }
    let build = |found: &Found| plan::build(&wanted, found);
    let outcome = apply::apply(door, session, &plan, &build, Options::default(), &mut Silent, stop).await;
    progress.steps = outcome.steps();
    progress.after = outcome.newest().map(|version| version.to_string());
    outcome.failure.map_or(Ok(()), Err)
}
