//! The only place that runs a plan's steps.
//!
//! Under the run lock the plan is built again from the history as it is then; what another runner did meanwhile is not done twice, and
//! anything else that moved stops the run. A connection that breaks is opened again: the lock is free only when the old server process
//! is gone, so the history that is read under it is the truth about every commit whose answer was lost.

mod access;
mod broken;
mod failed;
mod guard;
mod halt;
mod inside;
mod ladder;
mod meanwhile;
mod outside;
mod row;
mod sent;
mod single;
mod text;
mod walk;
mod writable;

pub use writable::unwritable;

use super::door::{Door, Session};
use super::look;
use crate::event::{Event, Listener};
use crate::failure::{Failure, Kind, Result};
use crate::model::{Found, Version, VersionWidth};
use crate::plan::{Action, Plan, Step};
use guard::Guard;
use halt::Halt;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::watch;

/// How often a broken connection is opened again before a person has to look.
const MOST_BREAKS: usize = 5;

/// What a server may answer to the messages of one window. A file may select a lot; its rows are dropped as they come.
const FILE_BUDGET: u64 = 1 << 30;

/// How a plan is applied.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// All steps in one transaction.
    pub single_transaction: bool,
    /// The plan was reviewed: any change of its basis refuses the run, even a harmless one.
    pub frozen: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Steps that are committed, in order.
    pub done: Vec<Done>,
    /// The versions that stand in history now, as far as it is known.
    pub applied: Vec<Version>,
    /// What ended the run early.
    pub failure: Option<Failure>,
}

impl Outcome {
    /// What a plan came to that has nothing to do.
    pub fn nothing(plan: &Plan) -> Self {
        Self { applied: plan.applied.clone(), ..Self::default() }
    }

    /// How many steps are committed that do something to the target.
    pub fn steps(&self) -> usize {
        self.done.iter().filter(|done| done.id != "history").count()
    }

    /// The newest version in history.
    pub fn newest(&self) -> Option<Version> {
        self.applied.iter().max().copied()
    }
}

/// One committed step.
#[derive(Debug, Clone)]
pub struct Done {
    /// The step's id.
    pub id: String,
    /// The rest of its name.
    pub title: String,
    /// How long the server worked on it; zero where a broken connection took the answer with it.
    pub elapsed: Duration,
}

/// Why a row of steps ended early.
enum Stop {
    /// A step failed and is rolled back, or stands where its journal says.
    Failed(Failure),
    /// The connection is gone; what was under way has an unknown outcome.
    Lost(String),
}

/// A run under way.
struct Run<'a> {
    session: Session,
    options: Options,
    listener: &'a mut dyn Listener,
    /// Versions that are in history, as far as this run knows.
    applied: Vec<Version>,
    /// The newest row, which guards the first step of a pipeline.
    guard: Guard,
    done: Vec<Done>,
    /// Ids of steps that went to the server: after a break these may be done without an answer.
    sent: BTreeSet<String>,
    /// The width of the history's version column, where this run makes it.
    width: VersionWidth,
    /// Steps in the plan that this run began with.
    total: usize,
    halt: Rc<Halt>,
}

/// Applies a plan. `build` makes it again from what the history says under the lock; `stop` becomes true when the run is to end early.
pub async fn apply(
    door: &Door,
    session: Session,
    plan: &Plan,
    build: &dyn Fn(&Found) -> Result<Plan>,
    options: Options,
    listener: &mut dyn Listener,
    stop: watch::Receiver<bool>,
) -> Outcome {
    let guard = Guard::None;
    session.connection.wire.set_budget(FILE_BUDGET);
    let mut run = Run {
        session,
        options,
        listener,
        applied: plan.applied.clone(),
        guard,
        done: Vec::new(),
        sent: BTreeSet::new(),
        width: plan.width,
        total: plan.steps.len(),
        halt: Rc::default(),
    };
    let halt = Rc::clone(&run.halt);
    let failure = halt.guard(run.run_through(door, plan, build), stop).await.err();
    let mut outcome = Outcome { done: run.done, applied: run.applied, failure: None };
    let committed = outcome.steps() > 0;
    outcome.failure = failure.map(|failure| match failure.kind() {
        Kind::RolledBack | Kind::Refused | Kind::Connect | Kind::BadInput if committed => {
            failure.with_kind(Kind::PartWay)
        }
        _ => failure,
    });
    outcome
}

impl Run<'_> {
    async fn run_through(
        &mut self,
        door: &Door,
        plan: &Plan,
        build: &dyn Fn(&Found) -> Result<Plan>,
    ) -> Result<()> {
        let mut breaks = 0;
        // Whether a step may have been committed without our hearing of it.
        let mut in_doubt = false;
        loop {
            let cause = match self.under_the_lock(plan, build).await {
                Ok(None) => return Ok(()),
                Ok(Some(Stop::Failed(failure))) => return Err(failure),
                Ok(Some(Stop::Lost(cause))) => {
                    in_doubt = true;
                    cause
                }
                Err(failure) if self.session.is_gone().await => broken::cause_of(&failure),
                // What the failure says of the database was meant for a run that has done nothing yet.
                Err(failure) if breaks > 0 => return Err(failure.database(self.what_is_known(in_doubt))),
                Err(failure) => return Err(failure),
            };
            breaks += 1;
            if breaks > MOST_BREAKS {
                return Err(self.lost_too_often(&cause, in_doubt));
            }
            self.listener.on(&Event::Reconnecting { cause: &cause, attempt: breaks });
            tokio::time::sleep(Duration::from_millis(50 << breaks)).await;
            self.session = door.reopen().await.map_err(|failure| {
                let failure = failure
                    .because(format!("the connection was lost before: {cause}"))
                    .database(self.what_is_known(in_doubt))
                    .hint(look::AGAIN);
                if in_doubt { failure.with_kind(Kind::PartWay) } else { failure }
            })?;
            self.session.connection.wire.set_budget(FILE_BUDGET);
        }
    }

    /// `ahead` steps are under way and not done yet.
    fn started(&mut self, step: &Step, ahead: usize) {
        let index = self.total.min(self.done.len() + ahead + 1);
        tracing::debug!(step = %step.id, bytes = step.body.len(), "sent");
        self.sent.insert(step.id.clone());
        self.halt.begun.set(true);
        self.listener.on(&Event::Started { step, index, total: self.total });
    }

    /// Counts a step as committed, and remembers what it did to history.
    fn finished(&mut self, step: &Step, elapsed: Duration) {
        match &step.action {
            Action::Apply { version, .. } | Action::Record { version, .. } => self.applied.push(*version),
            Action::Revert { version } => self.applied.retain(|applied| applied != version),
            Action::Forget { before } => self.applied.retain(|applied| *applied != before.version),
            Action::Prepare
            | Action::Repeat { .. }
            | Action::Rewrite { .. }
            | Action::Widen { .. }
            | Action::Access { .. }
            | Action::AccessLater => {}
        }
        if let Some(guard) = Guard::after(step) {
            self.guard = guard;
        }
        self.pass_notices();
        self.done.push(Done { id: step.id.clone(), title: step.title.clone(), elapsed });
        self.listener.on(&Event::Done { step, index: self.done.len(), total: self.total, elapsed });
    }

    /// What the server said meanwhile.
    fn pass_notices(&mut self) {
        let (notices, dropped) = self.session.connection.take_notices();
        for notice in &notices {
            self.listener.on(&Event::Notice { severity: notice.severity(), message: notice.message() });
        }
        if dropped > 0 {
            let message = format!("{dropped} more notices were dropped");
            self.listener.on(&Event::Notice { severity: "NOTICE", message: &message });
        }
    }
}
