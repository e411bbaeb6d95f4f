//! Rollouts as tables that a person can act on, and as JSON.

use super::style::{GOOD, STRONG, Styled, WARNING};
use super::{Table, duration, escape};
use crate::failure::{Failure, Kind, Reason};
use crate::finding::Finding;
use crate::fleet::{CourseState, Failed, Line, Rollout, Totals};
use crate::pg::fleet::News;
use serde::Serialize;
use std::time::Duration;

/// A rollout as a program reads it.
#[derive(Debug, Serialize)]
pub struct RolloutDocument<'a> {
    rollout: &'a Rollout,
    totals: Totals,
    courses: &'a [Line],
}

impl<'a> RolloutDocument<'a> {
    /// A rollout with its courses.
    pub fn new(rollout: &'a Rollout, courses: &'a [Line]) -> Self {
        Self { rollout, totals: Totals::of(courses), courses }
    }
}

/// A rollout: the courses that need a hand, or all of them, what is to be done about each, and one line that sums it up.
pub fn rollout(rollout: &Rollout, lines: &[Line], all: bool, width: Option<usize>) -> String {
    let shown: Vec<&Line> = lines.iter().filter(|line| all || line.needs_help()).collect();
    let mut table = Table::new(["course", "wave", "state", "version", "took"]).right(4);
    for line in &shown {
        let took = line.seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).map(duration);
        table.row([
            line.course.clone(),
            line.wave.to_string(),
            state(line.state, line.reason.as_deref()),
            versions(line.before.as_deref(), line.after.as_deref()),
            took.unwrap_or_default(),
        ]);
    }
    let drawn = if table.is_empty() { String::new() } else { table.render(width) + "\n" };
    let troubles = shown.iter().filter_map(|line| Some(trouble(&line.course, line.error.as_ref()?)));
    let troubles: Vec<String> = troubles.collect();
    let apart = if troubles.is_empty() { "" } else { "\n" };
    format!("{drawn}{}{apart}{}", troubles.concat(), summary(rollout, lines))
}

/// What went wrong with a course, and what to do about it.
fn trouble(course: &str, error: &Failed) -> String {
    let place = error.place.iter().map(|place| format!("  at {}\n", escape::line(place)));
    let hints =
        error.hints.iter().map(|hint| format!("  {} {}\n", Styled(GOOD, "hint:"), escape::line(hint)));
    let head = format!("{}: {}\n", Styled(STRONG, escape::line(course)), escape::line(&why(error)));
    std::iter::once(head).chain(place).chain(hints).collect()
}

fn summary(rollout: &Rollout, lines: &[Line]) -> String {
    let totals = Totals::of(lines);
    let counted = CourseState::ALL.into_iter().filter(|state| totals.in_state(*state) > 0);
    let parts: Vec<String> = counted
        .map(|state| {
            let text = format!("{} {}", totals.in_state(state), state.word());
            match state {
                CourseState::Done => Styled(GOOD, text).to_string(),
                CourseState::Failed | CourseState::Quarantined => Styled(WARNING, text).to_string(),
                _ => text,
            }
        })
        .collect();
    format!(
        "rollout {} is {}: {}\n",
        Styled(STRONG, escape::line(&rollout.run)),
        rollout.state.word(),
        parts.join(", ")
    )
}

fn state(state: CourseState, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => format!("{} ({reason})", state.word()),
        None => state.word().to_owned(),
    }
}

fn versions(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (before, after) if before == after => before.unwrap_or_default().to_owned(),
        (before, after) => format!("{} → {}", before.unwrap_or("none"), after.unwrap_or("none")),
    }
}

fn why(error: &Failed) -> String {
    match error.causes.is_empty() {
        true => error.message.clone(),
        false => format!("{}: {}", error.message, error.causes.join("; ")),
    }
}

/// What a worker tells as it happens, in one line.
pub fn news(news: &News<'_>) -> String {
    match news {
        News::MainLost(failure) => {
            escape::line(&format!("main is lost, trying again: {failure}")).into_owned()
        }
        News::Ended { ended, done, courses } => {
            let place = if *courses > 0 { format!("[{done}/{courses}] ") } else { String::new() };
            let reason = ended.reason.map(|reason| reason.word());
            let took = Duration::try_from_secs_f64(ended.seconds).map(duration).unwrap_or_default();
            let versions = versions(ended.version_before.as_deref(), ended.version_after.as_deref());
            let error = ended.error.as_ref().map(|error| format!(": {}", why(error))).unwrap_or_default();
            let word = match ended.state {
                CourseState::Pending => "given back".to_owned(),
                other => state(other, reason),
            };
            let versions = if versions.is_empty() { versions } else { format!(", {versions}") };
            let text = format!("{place}{}: {word}{versions} ({took}){error}", ended.course);
            escape::line(&text).into_owned()
        }
    }
}

/// What a rollout would do.
#[derive(Debug, Serialize)]
pub struct PlanDocument {
    /// Courses that have the same before them.
    pub groups: Vec<Group>,
    /// Courses that could not be planned.
    pub unseen: Vec<Unseen>,
}

/// Courses at the same version, with the same steps before them.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Their newest version.
    pub before: Option<String>,
    /// What would run, in order.
    pub steps: Vec<String>,
    /// What would be lost by it.
    pub losses: Option<String>,
    /// Which courses.
    pub courses: Vec<String>,
}

/// A course that could not be planned.
#[derive(Debug, Serialize)]
pub struct Unseen {
    /// Its code.
    pub course: String,
    /// What about it stood in the way.
    pub reason: Option<&'static str>,
    /// The kind of failure.
    #[serde(skip)]
    pub kind: Kind,
    /// What went wrong.
    pub error: Failed,
}

impl Unseen {
    /// A course, and why it was not seen.
    pub fn new(course: String, failure: &Failure) -> Self {
        let reason = failure.reason().map(Reason::word);
        Self { course, reason, kind: failure.kind(), error: Failed::from(failure) }
    }

    /// What a command ends with that could not see them; nothing where it saw all. The worst of them decides.
    pub fn failure(unseen: &[Self], what: &str) -> Option<Failure> {
        let kind = unseen.iter().map(|unseen| unseen.kind).max_by_key(|kind| kind.exit_code())?;
        let noun = if unseen.len() == 1 { "course" } else { "courses" };
        let failure = Failure::new(kind, format!("{} {noun} {what}", unseen.len()));
        Some(failure.hint("do what stands beside each course, then run the same command again"))
    }
}

/// Which courses are not as they should be.
#[derive(Debug, Default, Serialize)]
pub struct FindingsDocument {
    /// How many courses are as they should be.
    pub clean: usize,
    /// Those that are not.
    pub courses: Vec<Judged>,
    /// Those that could not be looked at.
    pub unseen: Vec<Unseen>,
}

/// A course that is not as it should be.
#[derive(Debug, Serialize)]
pub struct Judged {
    /// Its code.
    pub course: String,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
}

/// The courses with what is wrong in each, and one line that sums it up. `wanted` is what a clean course is.
pub fn findings(document: &FindingsDocument, wanted: &str) -> String {
    let mut text = String::new();
    for judged in &document.courses {
        let head = Styled(STRONG, format!("{}:", escape::line(&judged.course)));
        text += &format!("{head}\n{}\n", super::findings(&judged.findings));
    }
    for unseen in &document.unseen {
        text += &trouble(&unseen.course, &unseen.error);
    }
    let all = document.clean + document.courses.len() + document.unseen.len();
    text + &format!("{} of {all} courses are {wanted}\n", document.clean)
}

impl PlanDocument {
    /// The groups that have something before them.
    pub fn pending(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| !group.steps.is_empty())
    }
}

/// The groups, the courses that could not be planned, and one line that sums it up.
pub fn plan(document: &PlanDocument, width: Option<usize>) -> String {
    /// More codes than this are only counted.
    const SHOWN: usize = 5;
    let mut groups = Table::new(["courses", "at version", "would run", "loses", "which"]).right(0);
    for group in &document.groups {
        let more = group.courses.len().saturating_sub(SHOWN);
        let named: Vec<&str> = group.courses.iter().take(SHOWN).map(String::as_str).collect();
        let which = named.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
        groups.row([
            group.courses.len().to_string(),
            group.before.clone().unwrap_or_else(|| "none".to_owned()),
            if group.steps.is_empty() { "nothing".to_owned() } else { group.steps.join(", ") },
            group.losses.clone().unwrap_or_default(),
            which,
        ]);
    }
    let drawn = if groups.is_empty() { String::new() } else { groups.render(width) + "\n" };
    let unseen = document.unseen.iter().map(|unseen| trouble(&unseen.course, &unseen.error));
    let unseen: Vec<String> = unseen.collect();
    let apart = if unseen.is_empty() { "" } else { "\n" };
    let pending: usize = document.pending().map(|group| group.courses.len()).sum();
    let all = document.groups.iter().map(|group| group.courses.len()).sum::<usize>() + document.unseen.len();
    format!("{drawn}{}{apart}{pending} of {all} courses would change\n", unseen.concat())
}
