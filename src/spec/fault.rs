//! Everything that is wrong with a folder, told at once: the first fault in detail, the others in a line each.

use crate::failure::{Excerpt, Failure, Place};

/// What is wrong with a file as a whole, and the way out.
pub(super) fn of_file(path: &str, message: impl Into<String>, hint: impl Into<String>) -> Failure {
    Failure::bad_input(message).at(Place::file(path)).hint(hint)
}

/// What is wrong with a file from one byte of its text to the end of the line.
pub(super) fn at_offset(
    path: &str,
    text: &str,
    offset: usize,
    message: impl Into<String>,
    hint: &str,
) -> Failure {
    let line_end = text[offset..].find('\n').map_or(text.len(), |i| offset + i);
    of_file(path, message, hint)
        .at(Place::offset(path, text, offset))
        .showing(Excerpt::around(text, offset..line_end))
}

/// The failure for all faults of a folder, if there are any.
pub(super) fn all(root: &str, faults: &[Failure]) -> Option<Failure> {
    let (first, others) = faults.split_first()?;
    let what = match faults.len() {
        1 => format!("cannot read the migrations in `{root}`"),
        count => format!("cannot read the migrations in `{root}`: {count} faults"),
    };
    let mut failure = Failure::bad_input(what).because(first.what());
    if let Some(place) = first.place() {
        failure = failure.at(place.clone());
    }
    if let Some(excerpt) = first.excerpt() {
        failure = failure.showing(excerpt.clone());
    }
    for other in others {
        let place = other.place().map(|place| format!("`{place}`: ")).unwrap_or_default();
        failure = failure.because(format!("{place}{}", other.what()));
    }
    Some(faults.iter().flat_map(Failure::hints).fold(failure, |failure, hint| failure.hint(hint)))
}
