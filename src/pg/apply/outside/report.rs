//! What a no-transaction file that stopped half-way says of itself.

use crate::failure::{Failure, Kind, Place};
use crate::model::Version;
use crate::pg::apply::failed;
use crate::plan::Step;

/// The statement that a message is about.
pub(super) fn place(step: &Step, index: usize) -> Place {
    let start = step.statements[index].span.start;
    let note = format!("statement {} of {}", index + 1, step.statements.len());
    Place::offset(&step.origin.file, &step.sql, start).note(note)
}

/// A failure of one statement, with what the statements before it have done.
pub(super) fn stopped_at(failure: Failure, step: &Step, index: usize, applied: &[Version]) -> Failure {
    if index == 0 {
        return failure.database(format!("unchanged; {}", failed::applied(applied)));
    }
    failure.with_kind(Kind::PartWay).database(part_done(step, index, applied))
}

/// The state of the database when this many statements of the file are done.
pub(super) fn part_done(step: &Step, count: usize, applied: &[Version]) -> String {
    let statements = step.statements.len();
    let done = match count {
        0 => format!("none of the file's {statements} statements is done"),
        1 => format!("statement 1 of {statements} is done and will not run again"),
        _ => format!("statements 1–{count} of {statements} are done and will not run again"),
    };
    format!("{done}; {}", failed::applied(applied))
}
