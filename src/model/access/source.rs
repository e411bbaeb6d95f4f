//! Places in access files, kept with everything that is read, so that a fault found much later still points at its line.

use crate::failure::{Excerpt, Failure, Place};
use std::ops::Range;

/// One access file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As the person names it.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The access files of a target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(pub Vec<Source>);

/// A place in one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which file.
    pub source: usize,
    /// Which bytes.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

impl Spot {
    /// A place in the file of this number.
    pub fn new(source: usize, span: Range<usize>) -> Self {
        Self { source, start: span.start, end: span.end }
    }

    /// A part of this place, counted from its first byte.
    #[must_use]
    pub fn part(&self, span: Range<usize>) -> Self {
        Self {
            source: self.source,
            start: self.start + span.start,
            end: (self.start + span.end).min(self.end),
        }
    }
}

impl Sources {
    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a spot is, for messages.
    pub fn place(&self, spot: &Spot) -> Option<Place> {
        let source = self.0.get(spot.source)?;
        Some(Place::offset(&source.path, &source.text, spot.start))
    }

    /// Whether a spot lies in a section of a pattern, and so is about no table in particular.
    pub fn is_of_pattern(&self, spot: &Spot) -> bool {
        let before = self.0.get(spot.source).and_then(|source| source.text.get(..spot.start));
        let section = before.unwrap_or_default().lines().rev().find(|line| line.starts_with('['));
        section.is_some_and(|section| section.trim_start_matches('[').trim_start().starts_with("pattern"))
    }

    /// A fault at a spot: what is wrong, and why or what of it.
    pub fn fault(&self, spot: &Spot, what: impl Into<String>) -> Failure {
        let failure = Failure::bad_input(what);
        let Some(source) = self.0.get(spot.source) else { return failure };
        failure
            .at(Place::offset(&source.path, &source.text, spot.start))
            .showing(Excerpt::around(&source.text, spot.start..spot.end))
    }
}
