//! The state of a target's migrations as a table.

use super::style::{FAINT, GOOD, Styled, WARNING};
use super::{Table, duration, escape};
use crate::plan::{State, Status};
use std::time::Duration;

/// The table, and one line that sums it up.
pub fn status(status: &Status, width: Option<usize>) -> String {
    let mut table = Table::new(["version", "name", "state", "applied on", "by", "took"]).right(5);
    for line in &status.migrations {
        let took = line.seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).map(duration);
        table.row([
            line.id.clone(),
            line.name.clone(),
            word(line.state).to_owned(),
            line.applied_on.as_deref().map(to_the_second).unwrap_or_default(),
            line.applied_by.clone().unwrap_or_default(),
            took.unwrap_or_default(),
        ]);
    }
    table.render(width) + &summary(status)
}

fn summary(status: &Status) -> String {
    let count = |state| status.migrations.iter().filter(|line| line.state == state).count();
    let applied = count(State::Applied);
    let mut parts = vec![Styled(GOOD, format!("{applied} applied")).to_string()];
    for state in [State::Pending, State::PartWay, State::OutOfOrder, State::Changed, State::Missing] {
        match count(state) {
            0 => {}
            n => parts.push(Styled(WARNING, format!("{n} {}", word(state))).to_string()),
        }
    }
    let place = format!("in {} of {}", status.history, status.target);
    format!("{} {}\n", parts.join(", "), Styled(FAINT, escape::line(&place)))
}

const fn word(state: State) -> &'static str {
    match state {
        State::Applied => "applied",
        State::Pending => "pending",
        State::OutOfOrder => "out of order",
        State::PartWay => "part-way",
        State::Changed => "changed",
        State::Missing => "missing file",
    }
}

/// `2026-08-01 12:00:00` of an RFC 3339 time.
fn to_the_second(time: &str) -> String {
    time.get(..19).unwrap_or(time).replacen('T', " ", 1)
}
