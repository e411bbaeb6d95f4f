//! What a worker is called, and what it hands back of a course.

use crate::failure::{Failure, Kind, Reason};
use crate::fleet::{CourseState, Failed};
use serde::Serialize;
use std::time::Duration;

/// A worker, as main knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker(pub(super) String);

impl Worker {
    /// A worker of this process. `host` is where it runs, as a person looks for it.
    pub fn new(host: Option<&str>) -> Self {
        let tail: String = std::iter::repeat_with(fastrand::alphanumeric).take(6).collect();
        let host = host.map_or_else(String::new, |host| format!("{host}/"));
        Self(format!("{host}{}-{}", std::process::id(), tail.to_ascii_lowercase()))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// How a course's turn ended.
#[derive(Debug, Serialize)]
pub struct Ended {
    /// Its code.
    pub course: String,
    pub(super) delivery: i32,
    /// How far it is now.
    pub state: CourseState,
    /// What about it stood in the way.
    pub reason: Option<Reason>,
    /// The newest version before.
    pub version_before: Option<String>,
    /// The newest version after.
    pub version_after: Option<String>,
    /// How many steps were committed.
    pub steps: usize,
    /// How long it took.
    pub seconds: f64,
    /// What went wrong.
    pub error: Option<Failed>,
}

/// What is known of a course's turn while it goes on.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) steps: usize,
}

impl Ended {
    /// Sums up a turn.
    pub(super) fn new(
        (course, delivery): (String, i32),
        progress: Progress,
        elapsed: Duration,
        failure: Option<&Failure>,
    ) -> Self {
        let (state, reason) = match failure {
            None => (CourseState::Done, None),
            // It goes back to those that nobody has begun: whoever is next goes on where it stands.
            Some(failure) if failure.kind() == Kind::Interrupted => (CourseState::Pending, None),
            Some(failure) => match failure.reason() {
                Some(reason) => (CourseState::Quarantined, Some(reason)),
                None => (CourseState::Failed, None),
            },
        };
        Self {
            course,
            delivery,
            state,
            reason,
            version_before: progress.before,
            version_after: progress.after,
            steps: progress.steps,
            seconds: elapsed.as_secs_f64(),
            error: failure.filter(|_| state != CourseState::Pending).map(Failed::from),
        }
    }
}
