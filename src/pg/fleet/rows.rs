//! Rows of the ledger as values, and values as its holes.

use crate::failure::{Failure, Kind, Result};
use crate::fleet::{CourseState, Line, Rollout, RolloutState};
use crate::pg::look::{flag, number, text};
use crate::pg::message::Row;
use serde::Serialize;
use std::time::Duration;

/// A value as the JSON text of a hole.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new(Kind::Bug, "could not write a value as JSON").because(error))
}

/// `course` or `courses`.
pub(super) const fn courses(count: usize) -> &'static str {
    if count == 1 { "course" } else { "courses" }
}

/// Columns of `sql/fleet/rollout.sql`.
pub(super) fn rollout(row: &Row) -> Option<Rollout> {
    Some(Rollout {
        epoch: number(row, 0)?,
        run: text(row, 1),
        state: RolloutState::of_word(&text(row, 2))?,
        content: text(row, 3),
        lease: Duration::try_from_secs_f64(number(row, 4)?).ok()?,
        may_lose: flag(row, 5),
        by: text(row, 6),
        began: text(row, 7),
        ended: row.get(8)?.clone(),
        stopped_by: row.get(9)?.clone(),
    })
}

/// Columns of `sql/fleet/courses.sql`.
pub(super) fn line(row: &Row) -> Option<Line> {
    Some(Line {
        course: text(row, 0),
        wave: number(row, 1)?,
        state: CourseState::of_word(&text(row, 2))?,
        reason: row.get(3)?.clone(),
        before: row.get(4)?.clone(),
        after: row.get(5)?.clone(),
        steps: number(row, 6)?,
        seconds: number(row, 7),
        deliveries: number(row, 8)?,
        worker: row.get(9)?.clone(),
        error: row.get(10)?.as_deref().and_then(|error| serde_json::from_str(error).ok()),
    })
}

/// A course and how often it was given out.
pub(super) fn given(row: &Row) -> Option<(String, i32)> {
    Some((text(row, 0), number(row, 1)?))
}
