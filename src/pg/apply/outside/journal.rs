//! What is written down before and after each statement of a no-transaction file.

use super::report::{part_done, place};
use crate::failure::Failure;
use crate::model::{Found, Version, VersionWidth, checksum};
use crate::pg::apply::text::{BEGIN, COMMIT};
use crate::pg::apply::{Run, Stop};
use crate::plan::Step;
use crate::render::sql::{File, render};
use serde::Serialize;

/// What the journal knows of a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Never,
    /// It was sent, and its outcome was never heard of.
    Begun,
    Done,
}

/// One statement's line in the journal.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    label: String,
    step: &'a str,
    /// Counted from 1.
    statement: usize,
    digest: String,
    run: &'a str,
    done: bool,
}

impl Line<'_> {
    /// The text that writes the line, to be sent in a transaction.
    pub(super) fn text(&self, done: bool) -> String {
        render(File::Journal, Line { label: self.label.clone(), digest: self.digest.clone(), done, ..*self })
    }

    /// The text that takes the line back, to be sent in a transaction.
    pub(super) fn erase_text(&self) -> String {
        render(File::JournalErase, self)
    }
}

impl Run<'_> {
    pub(super) fn line<'a>(&'a self, step: &'a Step, index: usize) -> Line<'a> {
        Line {
            label: self.session.door.history.label(),
            step: &step.id,
            statement: index + 1,
            digest: digest(step, index),
            run: &self.session.door.run,
            done: false,
        }
    }

    pub(super) fn journalled(&self, step: &Step, index: usize, found: &Found) -> Result<Before, Stop> {
        let journal = found.history.iter().flat_map(|history| &history.journal);
        let Some(entry) =
            journal.into_iter().find(|entry| entry.step == step.id && entry.statement == index + 1)
        else {
            return Ok(Before::Never);
        };
        match (entry.done, entry.digest == digest(step, index)) {
            (true, true) => Ok(Before::Done),
            (false, true) => Ok(Before::Begun),
            (false, false) => Ok(Before::Never),
            (true, false) => Err(Stop::Failed(
                Failure::bad_input(format!("`{}` was changed after part of it ran", step.origin.file))
                    .at(place(step, index))
                    .because("this statement is done, in other words than it has now")
                    .database(part_done(step, index + 1, &self.applied))
                    .hint("put the statements that are done back as they were; change only those after them"),
            )),
        }
    }

    /// Writes to the journal, in a transaction of its own.
    pub(super) async fn write_journal(&self, step: &Step, text: &str) -> Result<(), Stop> {
        self.plain(step, &[BEGIN, text, &self.session.fence_text(), COMMIT].concat()).await
    }
}

/// A journal only counts for the text it was written for.
fn digest(step: &Step, index: usize) -> String {
    let text = &step.sql[step.statements[index].span.clone()];
    checksum(VersionWidth::Int8, "", Version::new(0), text).to_string()
}
