//! The courses and the last rollouts over them.

use crate::fleet::{CourseState as Reached, Line, Rollout, Totals};
use crate::model::course::{Course, CourseState};
use serde::Serialize;

/// The fleet.
#[derive(Debug, Default, Serialize)]
pub struct Fleet {
    /// Each course, as far as main knows.
    pub courses: Vec<Tile>,
    /// The last rollouts, the newest first.
    pub rollouts: Vec<Past>,
}

/// A course.
#[derive(Debug, Serialize)]
pub struct Tile {
    /// What people call it.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it is open.
    pub state: CourseState,
    /// How it is: `good`, `behind`, `bad` or `idle`.
    pub health: &'static str,
    /// Why.
    pub because: String,
    /// The newest migration in it, as far as main knows.
    pub version: Option<String>,
    /// When somebody looked last.
    pub seen: Option<String>,
}

/// A rollout.
#[derive(Debug, Serialize)]
pub struct Past {
    /// Its name, when it began, and how it ended.
    #[serde(flatten)]
    pub rollout: Rollout,
    /// How many courses are how far.
    pub totals: Totals,
    /// How long the slowest course took, in seconds.
    pub slowest: Option<f64>,
    /// How long all of them took, one after the other.
    pub seconds: f64,
}

/// Puts courses and rollouts together. `newest` is the newest migration of the courses' files.
pub fn fleet(courses: &[Course], rollouts: Vec<(Rollout, Vec<Line>)>, newest: Option<&str>) -> Fleet {
    let last = rollouts.first().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
    let tiles = courses.iter().map(|course| tile(course, last, newest)).collect();
    let past = |(rollout, lines): (Rollout, Vec<Line>)| {
        let seconds: Vec<f64> = lines.iter().filter_map(|line| line.seconds).collect();
        Past {
            totals: Totals::of(&lines),
            slowest: seconds.iter().copied().reduce(f64::max),
            seconds: seconds.iter().sum(),
            rollout,
        }
    };
    Fleet { courses: tiles, rollouts: rollouts.into_iter().map(past).collect() }
}

fn tile(course: &Course, last: &[Line], newest: Option<&str>) -> Tile {
    let line = last.iter().find(|line| line.course == course.code.as_str());
    let database = course.database.as_ref();
    let reached = line.and_then(|line| line.after.clone());
    let known =
        database.and_then(|database| database.version.as_ref()).map(|version| format!("V{version:0>3}"));
    let version = reached.or(known);
    let (health, because) = match (course.state, line) {
        (CourseState::Active, Some(line)) if matches!(line.state, Reached::Failed | Reached::Quarantined) => {
            (
                "bad",
                line.error
                    .as_ref()
                    .map_or_else(|| line.state.word().to_owned(), |error| error.message.clone()),
            )
        }
        (CourseState::Active, _) if version.as_deref() == newest => ("good", "as the files say".to_owned()),
        (CourseState::Active, _) => ("behind", "other files are newer".to_owned()),
        (state, _) => ("idle", state.word().to_owned()),
    };
    Tile {
        code: course.code.to_string(),
        title: course.title.clone(),
        state: course.state,
        health,
        because,
        version,
        seen: database.map(|database| database.last_seen.clone()),
    }
}
