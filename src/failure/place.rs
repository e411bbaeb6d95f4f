//! Where a failure is: a file, a line, a column, and the source around it.

use std::fmt;
use std::ops::Range;

/// A place in a file, with an optional note such as "statement 2 of 3".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the person named it, relative to where they stand.
    pub file: String,
    /// Line and column, both from 1; absent where the whole file is meant.
    pub position: Option<(usize, usize)>,
    /// What is there.
    pub note: Option<String>,
}

impl Place {
    /// The whole of a file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), position: None, note: None }
    }

    /// The place of a byte offset in a file's text.
    pub fn offset(file: impl Into<String>, text: &str, offset: usize) -> Self {
        Self { file: file.into(), position: Some(line_and_column(text, offset)), note: None }
    }

    /// Adds what is there.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        match &self.note {
            Some(note) => write!(f, " ({note})"),
            None => Ok(()),
        }
    }
}

/// Source text and the part of it to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// A few whole lines around the span, not the whole file.
    pub lines: String,
    /// The number of the first of them, from 1.
    pub first_line: usize,
    /// What to point at, in bytes of `lines`.
    pub span: Range<usize>,
}

impl Excerpt {
    /// Cuts the line of `span` and one line on each side out of `text`; a span over several lines points at its first.
    pub fn around(text: &str, span: Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let from = text[..line_start.saturating_sub(1)].rfind('\n').map_or(0, |i| i + 1);
        let from = if line_start == 0 { 0 } else { from };
        let to = text
            .get(line_end + 1..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |i| line_end + 1 + i);
        let end = floor_boundary(text, span.end).clamp(start, line_end);
        Self {
            lines: text[from..to].trim_end_matches(['\n', '\r']).to_owned(),
            first_line: text[..from].matches('\n').count() + 1,
            span: start - from..end - from,
        }
    }
}

/// Line and column of a byte offset, both from 1; columns count characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..floor_boundary(text, offset)];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(line_and_column("a\näb", 4), (2, 2));
        assert_eq!(line_and_column("", 9), (1, 1));
    }

    #[test]
    fn an_excerpt_has_one_line_on_each_side() {
        let text = "one\ntwo\nthree\nfour\n";
        let excerpt = Excerpt::around(text, 8..13);
        assert_eq!((excerpt.lines.as_str(), excerpt.first_line), ("two\nthree\nfour", 2));
        assert_eq!(&excerpt.lines[excerpt.span.clone()], "three");
    }

    #[test]
    fn an_excerpt_of_the_first_and_of_the_last_line() {
        assert_eq!(Excerpt::around("one\ntwo", 0..3).lines, "one\ntwo");
        let last = Excerpt::around("one\ntwo", 4..7);
        assert_eq!((last.first_line, &last.lines[last.span.clone()]), (1, "two"));
    }
}
