//! Courses for people: a list, and one with the six steps of its making.

use super::style::{FAINT, GOOD, STRONG, Styled, WARNING};
use super::{Table, escape};
use crate::model::course::{Attempt, Course, CourseState};

/// One line a course.
pub fn list(courses: &[Course], width: Option<usize>) -> String {
    let mut table = Table::new(["course", "title", "term", "state", "step", "rep", "database", "last seen"]);
    for course in courses {
        let database = course.database.as_ref();
        table.row([
            course.code.to_string(),
            course.title.clone(),
            course.term.clone(),
            course.state.to_string(),
            format!("{} of 6", steps(course).iter().filter(|(_, time)| time.is_some()).count()),
            course.rep.clone().unwrap_or_default(),
            database.map(|database| format!("{}/{}", database.server, database.database)).unwrap_or_default(),
            database.map(|database| database.last_seen.clone()).unwrap_or_default(),
        ]);
    }
    table.render(width)
}

/// The six steps, each with its time.
fn steps(course: &Course) -> [(&'static str, Option<&str>); 6] {
    let times = &course.steps;
    [
        ("a top admin creates the course", Some(times.registered.as_str())),
        ("its rep hands over credentials that work", times.checked.as_deref()),
        ("they are stored encrypted", times.stored.as_deref()),
        ("the rep becomes its course admin", times.assigned.as_deref()),
        ("its database is set up and verified", times.ready.as_deref()),
        ("it is active", times.activated.as_deref()),
    ]
}

/// What comes next, as a command; nothing for a course that is open or over.
pub fn next(course: &Course) -> Option<String> {
    let code = &course.code;
    match course.state {
        CourseState::Draft | CourseState::Provisioning => Some(format!("provost provision course {code}")),
        CourseState::Suspended => Some(format!("provost course resume {code}")),
        CourseState::Active | CourseState::Archived => None,
    }
}

/// A course, the steps of its making, and what comes next.
pub fn show(course: &Course, attempts: &[Attempt]) -> String {
    let state = match course.state {
        CourseState::Active => Styled(GOOD, course.state.to_string()).to_string(),
        state => Styled(WARNING, state.to_string()).to_string(),
    };
    let line = |text: &str| escape::line(text).into_owned();
    let mut text = format!(
        "{} {} ({}): {state}\n",
        Styled(STRONG, course.code.as_str()),
        line(&course.title),
        line(&course.term)
    );
    for (number, (step, time)) in steps(course).into_iter().enumerate() {
        let number = number + 1;
        text += &match time {
            Some(time) => format!("  {number}  {step:<42}{}\n", Styled(FAINT, line(time))),
            None => format!("  {number}  {step:<42}{}\n", Styled(WARNING, "to come")),
        };
    }
    let facts = [("created by", course.created_by.clone()), ("rep", course.rep.clone())];
    for (name, value) in
        facts.into_iter().chain(database(course)).filter_map(|(name, value)| Some((name, value?)))
    {
        text += &format!("  {name:<12}{}\n", line(&value));
    }
    // What failed last, where nothing has gone well since.
    if let Some(last) = attempts.last().filter(|last| last.outcome.as_deref() != Some("done")) {
        let how = last.outcome.as_deref().unwrap_or("not ended");
        text += &format!(
            "  {} `{}` {how}: {}\n",
            Styled(WARNING, "last try:"),
            last.stage.title(),
            line(&last.detail)
        );
    }
    if let Some(closed) = &course.closed_at {
        text += &format!("  {:<12}{}\n", "closed", line(closed));
    }
    if let Some(next) = next(course) {
        text += &format!("{} {next}\n", Styled(STRONG, "next:"));
    }
    text
}

fn database(course: &Course) -> Vec<(&'static str, Option<String>)> {
    let Some(database) = &course.database else { return Vec::new() };
    let schema = database.schema.as_ref().map_or_else(String::new, |schema| format!(", schema {schema}"));
    vec![
        (
            "database",
            Some(format!("{}/{}{schema} ({})", database.server, database.database, database.placement)),
        ),
        ("server", Some(format!("PostgreSQL {}", database.server_version / 10_000))),
        ("version", database.version.clone()),
        ("fingerprint", database.fingerprint.clone()),
        ("last seen", Some(database.last_seen.clone())),
    ]
}
