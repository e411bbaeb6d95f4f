//! A rollout as main holds it.

use super::{CourseState, RolloutState};
use crate::failure::{Failure, Kind};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One rollout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rollout {
    /// What a person calls it.
    pub run: String,
    /// Its number; a later one has a greater one.
    pub epoch: i64,
    /// How far it is.
    pub state: RolloutState,
    /// What of the project it brings, as a hash.
    pub content: String,
    /// How long a worker may be silent before another one takes over.
    #[serde(skip)]
    pub lease: Duration,
    /// When it began, and when it ended.
    pub began: String,
    /// When it ended, if it has.
    pub ended: Option<String>,
    /// Who began it.
    pub by: String,
    /// Whether steps that lose data were agreed to.
    pub may_lose: bool,
    /// Why it stopped.
    pub stopped_by: Option<String>,
}

/// One course of a rollout.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Its code.
    pub course: String,
    /// Its wave, from 1.
    pub wave: i32,
    /// How far it is.
    pub state: CourseState,
    /// What about it stood in the way.
    pub reason: Option<String>,
    /// The newest version before.
    pub before: Option<String>,
    /// The newest version after.
    pub after: Option<String>,
    /// How many steps were committed.
    pub steps: i32,
    /// How long it took.
    pub seconds: Option<f64>,
    /// How often it was given to a worker.
    pub deliveries: i32,
    /// Who has it, or had it last.
    pub worker: Option<String>,
    /// What went wrong.
    pub error: Option<Failed>,
}

/// A failure as main keeps it: what a person needs in order to act, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// The exit code that it would have ended a run with.
    pub exit_code: u8,
    /// What failed.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<String>,
    /// Why, outermost first.
    pub causes: Vec<String>,
    /// In what state the database is.
    pub database: Option<String>,
    /// What to do next.
    pub hints: Vec<String>,
}

impl From<&Failure> for Failed {
    fn from(failure: &Failure) -> Self {
        Self {
            exit_code: failure.kind().exit_code(),
            message: failure.what().to_owned(),
            place: failure.place().map(ToString::to_string),
            causes: failure.causes().to_vec(),
            database: failure.database_state().map(str::to_owned),
            hints: failure.hints().to_vec(),
        }
    }
}

/// How many courses are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// As the files say.
    pub done: usize,
    /// Being worked on.
    pub running: usize,
    /// Not begun.
    pub pending: usize,
    /// Left out.
    pub skipped: usize,
    /// Could not be worked on.
    pub quarantined: usize,
    /// Failed.
    pub failed: usize,
}

impl Totals {
    /// Counts lines.
    pub fn of(lines: &[Line]) -> Self {
        let count = |state| lines.iter().filter(|line| line.state == state).count();
        Self {
            done: count(CourseState::Done),
            running: count(CourseState::Running),
            pending: count(CourseState::Pending),
            skipped: count(CourseState::Skipped),
            quarantined: count(CourseState::Quarantined),
            failed: count(CourseState::Failed),
        }
    }

    /// How many are in a state.
    pub const fn in_state(&self, state: CourseState) -> usize {
        match state {
            CourseState::Done => self.done,
            CourseState::Running => self.running,
            CourseState::Pending => self.pending,
            CourseState::Skipped => self.skipped,
            CourseState::Quarantined => self.quarantined,
            CourseState::Failed => self.failed,
        }
    }
}

impl Line {
    /// Whether a person has to do something about it.
    pub const fn needs_help(&self) -> bool {
        matches!(self.state, CourseState::Failed | CourseState::Quarantined)
    }
}

/// What a report over many courses ends a command with; nothing where all is well.
pub fn verdict(lines: &[Line]) -> Option<Kind> {
    let totals = Totals::of(lines);
    let codes = lines.iter().filter(|line| line.needs_help()).filter_map(|line| line.error.as_ref());
    let highest = codes.map(|error| error.exit_code).max();
    match (totals.failed + totals.quarantined + totals.pending + totals.running, totals.done) {
        (0, _) => None,
        (_, 0) => highest.and_then(Kind::of_exit_code).or(Some(Kind::Refused)),
        _ => Some(Kind::PartWay),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(state: CourseState, exit_code: Option<u8>) -> Line {
        let error = exit_code.map(|exit_code| Failed { exit_code, ..Failed::from(&Failure::bad_input("x")) });
        Line {
            course: "cs101".to_owned(),
            wave: 1,
            state,
            reason: None,
            before: None,
            after: None,
            steps: 0,
            seconds: None,
            deliveries: 1,
            worker: None,
            error,
        }
    }

    #[test]
    fn some_that_failed_beside_some_that_are_done_are_part_of_the_way() {
        use CourseState::{Done, Failed, Pending, Quarantined, Skipped};
        let verdict = |lines: &[(CourseState, Option<u8>)]| {
            verdict(&lines.iter().map(|(state, code)| line(*state, *code)).collect::<Vec<_>>())
        };
        assert_eq!(verdict(&[(Done, None), (Skipped, None)]), None);
        assert_eq!(verdict(&[(Done, None), (Failed, Some(6))]), Some(Kind::PartWay));
        assert_eq!(verdict(&[(Done, None), (Pending, None)]), Some(Kind::PartWay));
        assert_eq!(verdict(&[(Quarantined, Some(4)), (Failed, Some(6))]), Some(Kind::RolledBack));
        assert_eq!(verdict(&[(Quarantined, Some(4))]), Some(Kind::Connect));
    }
}
