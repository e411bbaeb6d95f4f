//! What a failed step says: the statement, the place, the reason, the state of the database.

use super::Run;
use super::text::Sent;
use crate::failure::{Excerpt, Failure, Kind, Place};
use crate::model::Version;
use crate::pg::message::Answer;
use crate::plan::{Action, Step};
use tokio_postgres::Error;
use tokio_postgres::error::ErrorPosition;

impl Run<'_> {
    /// Explains why a transactional step failed.
    pub(super) fn step_failure(&self, step: &Step, sent: Sent, answer: &Answer, error: &Error) -> Failure {
        let ended = answer.results.len();
        let failure = Failure::new(Kind::RolledBack, self.what(step));
        let failure = match ended.checked_sub(sent.before) {
            // A syntax error anywhere stops the whole message before its first statement.
            None if position(error).is_some() => at_position(failure, step, error, sent, None),
            None => failure.at(Place::file(&step.origin.file).note("before its first statement")),
            Some(index) if sent.statements.0 + index < sent.statements.1 => {
                at_position(failure, step, error, sent, Some(sent.statements.0 + index))
            }
            Some(_) => failure.at(Place::file(&step.origin.file).note("at its commit")),
        };
        let failure = self
            .session
            .connection
            .causes(error)
            .into_iter()
            .fold(failure, Failure::because)
            .database(format!("rolled back; {}", applied(&self.applied)));
        match self.session.connection.hint(error) {
            Some(hint) => failure.hint(hint),
            None => failure.hint(format!(
                "mend `{}`, then run `provost migrate plan{}`",
                step.origin.file,
                self.selector()
            )),
        }
    }

    pub(super) fn what(&self, step: &Step) -> String {
        let noun = self.session.target().noun();
        let name = if step.id == step.title || step.id.starts_with("R__") {
            step.id.clone()
        } else if step.id.starts_with('V') {
            format!("{}__{}", step.id, step.title)
        } else {
            format!("{}_{}", step.id, step.title)
        };
        match step.action {
            Action::Revert { .. } => format!("could not undo `{name}` in {noun}"),
            _ => format!("could not apply `{name}` to {noun}"),
        }
    }

    /// The option that names this target again in a hint.
    pub(super) fn selector(&self) -> String {
        match self.session.target().label.as_deref() {
            Some("main") => String::new(),
            Some(code) => format!(" --course {code}"),
            None => " --database-url …".to_owned(),
        }
    }
}

/// Which versions are in history, for the line that says in what state the database is.
pub(super) fn applied(versions: &[Version]) -> String {
    match (versions.iter().min(), versions.iter().max()) {
        (Some(first), Some(last)) if first == last => format!("{first} remains applied"),
        (Some(first), Some(last)) => format!("{first}–{last} remain applied"),
        _ => "no migration is applied".to_owned(),
    }
}

fn position(error: &Error) -> Option<u32> {
    match error.as_db_error()?.position()? {
        ErrorPosition::Original(position) => Some(*position),
        ErrorPosition::Internal { .. } => None,
    }
}

/// Points at the place in the file: the server's own position where it gives one, else the statement.
pub(super) fn at_position(
    failure: Failure,
    step: &Step,
    error: &Error,
    sent: Sent,
    statement: Option<usize>,
) -> Failure {
    let text = &step.sql;
    let exact = position(error).and_then(|position| (position as usize).checked_sub(sent.characters + 1));
    let exact = exact.and_then(|characters| text[sent.from..].char_indices().nth(characters));
    let exact = exact.map(|(offset, _)| sent.from + offset);
    let statement = statement.or_else(|| {
        let offset = exact?;
        step.statements.iter().position(|statement| statement.span.contains(&offset))
    });
    let whole =
        statement.and_then(|index| step.statements.get(index)).map(|statement| statement.span.clone());
    let span = match (exact, &whole) {
        (Some(offset), _) => offset..offset + word_length(&text[offset..]),
        (None, Some(whole)) => whole.clone(),
        (None, None) => return failure.at(Place::file(&step.origin.file)),
    };
    let place = Place::offset(&step.origin.file, text, span.start);
    let place = match statement {
        Some(index) => place.note(format!("statement {} of {}", index + 1, step.statements.len())),
        None => place,
    };
    failure.at(place).showing(Excerpt::around(text, span))
}

/// The word, name or sign at the start of a text.
fn word_length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"');
    let word = text.find(|c| !is_word(c)).unwrap_or(text.len());
    word.max(text.chars().next().map_or(0, char::len_utf8))
}
