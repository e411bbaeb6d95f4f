//! What a failed step says: the statement, the place, the reason, the state of the database.

use super::Run;
use super::sent::Sent;
use crate::failure::{Excerpt, Failure, Kind, Place};
use crate::model::Version;
use crate::pg::fence::fenced_by;
use crate::pg::message::Answer;
use crate::plan::{Action, Step};
use tokio_postgres::Error;
use tokio_postgres::error::ErrorPosition;

impl Run<'_> {
    /// Explains why a transactional step failed.
    pub(super) fn step_failure(&self, step: &Step, sent: Sent, answer: &Answer, error: &Error) -> Failure {
        let ended = answer.results.len();
        // What stands before and behind the file is ours, and its words are believed.
        let is_ours = ended < sent.before || ended >= sent.after();
        if let Some(by) = fenced_by(error).filter(|_| is_ours) {
            return self.session.fenced(&by).database(format!("rolled back; {}", self.remains()));
        }
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
            .database(format!("rolled back; {}", self.remains()));
        match self.session.connection.hint(error) {
            Some(hint) => failure.hint(hint),
            None => {
                let look =
                    if matches!(step.action, Action::Revert { .. }) { "down --dry-run" } else { "plan" };
                failure.hint(format!(
                    "mend `{}`, then run `provost migrate {look}{}`",
                    step.origin.file,
                    self.selector()
                ))
            }
        }
    }

    /// What a rolled back step leaves: earlier versions, or at the first run the history's own empty tables.
    fn remains(&self) -> String {
        let made = self.applied.is_empty() && self.done.iter().any(|done| done.id == "history");
        match made {
            true => {
                format!(
                    "no migration is applied, `{}` was made and is empty",
                    self.session.door.history.label()
                )
            }
            false => applied(&self.applied),
        }
    }

    pub(super) fn what(&self, step: &Step) -> String {
        let noun = self.session.target().noun();
        // As its file is called, so that it is found again by a search: `V1__init`, though its version is written V001.
        let file = step.origin.file.rsplit(['/', '\\']).next().unwrap_or(&step.id);
        let stem = file.strip_suffix(".sql").unwrap_or(file);
        let name = stem.strip_suffix(".down").unwrap_or(stem);
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
    if exact.is_none() && statement.is_none() && stands_behind(text, error, sent) {
        return behind(failure, step);
    }
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

/// Whether the server stumbled over what follows the file.
fn stands_behind(text: &str, error: &Error, sent: Sent) -> bool {
    let end = sent.characters + text[sent.from..].chars().count();
    position(error).is_some_and(|position| position as usize > end)
}

/// The file's last statement is cut short: an open parenthesis, a missing word.
fn behind(failure: Failure, step: &Step) -> Failure {
    let count = step.statements.len();
    let end = step.statements.last().map_or(step.sql.len(), |statement| statement.span.end);
    let place = Place::offset(&step.origin.file, &step.sql, end);
    failure
        .at(place.note(format!("the file ends in the middle of statement {count} of {count}")))
        .showing(Excerpt::around(&step.sql, end..end))
}

/// The word, name or sign at the start of a text.
fn word_length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"');
    let word = text.find(|c| !is_word(c)).unwrap_or(text.len());
    word.max(text.chars().next().map_or(0, char::len_utf8))
}
