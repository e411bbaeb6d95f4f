//! Stopping a run from outside: a person pressed Ctrl-C.
//!
//! Files are sent ahead, so a run that simply went away would leave the server working through what it has got. Instead the statement
//! that runs is cancelled; by their guards all files behind it fail, and the run can say where it stands.

use super::{Run, Stop, failed};
use crate::failure::{Failure, Kind};
use crate::pg::Canceler;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// A cancel that falls between two statements is lost, so it is repeated.
const AGAIN: Duration = Duration::from_millis(200);
/// How long one cancel may take.
const LIMIT: Duration = Duration::from_secs(2);

/// What a run and whoever stops it have in common.
#[derive(Default)]
pub(super) struct Halt {
    /// Whether the run was asked to stop.
    pub(super) wanted: Cell<bool>,
    /// Whether any step went to the server.
    pub(super) begun: Cell<bool>,
    /// What stops the session that the run has now.
    pub(super) canceler: RefCell<Option<Canceler>>,
}

impl Halt {
    /// Runs work to its end; once the person wants it to stop, helps it to end soon.
    pub(super) async fn guard<T>(
        self: Rc<Self>,
        work: impl Future<Output = Result<T, Failure>>,
        mut stop: watch::Receiver<bool>,
    ) -> Result<T, Failure> {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            biased;
            outcome = &mut work => return outcome,
            // Whoever could ask is gone: nobody will.
            Ok(_) = stop.wait_for(|stop| *stop) => self.wanted.set(true),
        }
        if !self.begun.get() {
            return Err(
                Failure::new(Kind::Interrupted, "stopped before anything was done").database("unchanged")
            );
        }
        loop {
            tokio::select! {
                biased;
                outcome = &mut work => return outcome.map_err(|failure| failure.with_kind(Kind::Interrupted)),
                () = self.cancel() => {}
            }
        }
    }

    async fn cancel(&self) {
        let canceler = self.canceler.borrow().clone();
        if let Some(canceler) = canceler {
            // It fails where the server is out of reach, and then the session ends by itself.
            drop(canceler.cancel(LIMIT).await);
        }
        sleep(AGAIN).await;
    }
}

impl Run<'_> {
    /// Ends a row of steps between two of them, where the person wants it to.
    pub(super) fn end_if_halted(&self) -> Result<(), Stop> {
        if !self.halt.wanted.get() {
            return Ok(());
        }
        Err(Stop::Failed(
            Failure::new(
                Kind::Interrupted,
                format!("stopped before the rest was applied to {}", self.session.target().noun()),
            )
            .database(failed::applied(&self.applied))
            .hint("run the same command again to go on"),
        ))
    }

    /// Makes the session that the run has now the one that is cancelled.
    pub(super) fn can_be_halted(&self) {
        let canceler = self.session.connection.canceler(&self.session.door.address);
        *self.halt.canceler.borrow_mut() = Some(canceler);
    }
}
