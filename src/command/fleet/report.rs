//! What is told of a rollout.

use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::fleet::{Line, Rollout, Totals};
use crate::render::fleet::{RolloutDocument, rollout as drawn};

/// Shows how far a rollout is. `all` lists every course, else those that need a hand.
pub(super) fn show(context: &Context<'_>, rollout: &Rollout, lines: &[Line], all: bool) -> Result<()> {
    context.show(&RolloutDocument::new(rollout, lines), || drawn(rollout, lines, all, context.printer.width()))
}

/// What a rollout that is not through ends a command with.
pub(super) fn failure(kind: Kind, rollout: &Rollout, lines: &[Line]) -> Failure {
    let totals = Totals::of(lines);
    let left = totals.failed + totals.quarantined + totals.pending + totals.running;
    let are = if left == 1 { "is" } else { "are" };
    let failure = Failure::new(kind, format!("{left} of {} courses {are} not as the files say", lines.len()));
    let failure = match rollout.stopped_by.as_deref() {
        Some("canary") => failure.because("a canary is not well, so no other course was begun"),
        Some(_) => {
            failure.because("more courses failed than `--max-failures` allows, so no other course was begun")
        }
        None => failure,
    };
    failure
        .database(format!("as the files say: {} of {} courses", totals.done, lines.len()))
        .hint(format!(
            "do what stands beside each course, then run `provost fleet resume {}`, or `provost fleet up` where files had to change",
            rollout.run
        ))
}

/// What a person who ended a rollout is told.
pub(super) fn interrupted(rollout: &Rollout, lines: &[Line]) -> Failure {
    let totals = Totals::of(lines);
    Failure::new(Kind::Interrupted, format!("stopped the rollout `{}` here", rollout.run))
        .database(format!(
            "as the files say: {} of {} courses; what was under way has come to rest",
            totals.done,
            lines.len()
        ))
        .hint(format!("run `provost fleet resume {}` to go on", rollout.run))
}
