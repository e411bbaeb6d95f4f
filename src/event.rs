//! What happens while a plan is applied: all that progress bars, logs and reports see.

use crate::plan::Step;
use std::time::Duration;

/// One thing that happened, told as it happens.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// Another runner holds the lock; told once per holder.
    WaitingForLock {
        /// Who holds it.
        holder: &'a Backend,
    },
    /// A step's text went to the server. Several may be under way.
    Started {
        /// The step.
        step: &'a Step,
        /// Its place in the plan, from 1.
        index: usize,
        /// How many there are.
        total: usize,
    },
    /// A step and its history row are committed.
    Done {
        /// The step.
        step: &'a Step,
        /// Its place in the plan, from 1.
        index: usize,
        /// How many there are.
        total: usize,
        /// How long the server worked on it.
        elapsed: Duration,
    },
    /// A statement of a no-transaction step is done.
    StatementDone {
        /// The step.
        step: &'a Step,
        /// Which statement, from 1.
        statement: usize,
        /// Of how many.
        statements: usize,
    },
    /// A table is in use; the try was given up after the short lock time-out and will be repeated when the blockers are gone.
    Blocked {
        /// The step.
        step: &'a Step,
        /// Which try, from 1.
        attempt: usize,
        /// Who is in the way, where it could be seen.
        blockers: &'a [Backend],
    },
    /// The connection broke; what the history says decides where the run goes on.
    Reconnecting {
        /// What the connection said.
        cause: &'a str,
        /// Which try, from 1.
        attempt: usize,
    },
    /// A stage of a course's making is done.
    Stage {
        /// Its place among all stages, from 1.
        number: usize,
        /// How many there are.
        total: usize,
        /// What it is.
        title: &'a str,
        /// What it came to; not yet escaped.
        detail: &'a str,
    },
    /// The server said something (`NOTICE`, `WARNING`).
    Notice {
        /// Its severity, as the server names it.
        severity: &'a str,
        /// Its text; not yet escaped.
        message: &'a str,
    },
}

/// A server process that holds what we wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    /// Its process id.
    pub pid: i32,
    /// Its role.
    pub user: String,
    /// Its `application_name`.
    pub application: String,
    /// `active`, `idle in transaction`, …
    pub state: String,
    /// How long its transaction is open.
    pub age: Duration,
    /// Its current or last query, cut to a line; not yet escaped.
    pub query: String,
}

/// Whoever listens.
pub trait Listener {
    /// Takes one event. Must not block: locks may be held.
    fn on(&mut self, event: &Event<'_>);
}

/// Listens to nothing.
#[derive(Debug, Default)]
pub struct Silent;

impl Listener for Silent {
    fn on(&mut self, _event: &Event<'_>) {}
}
