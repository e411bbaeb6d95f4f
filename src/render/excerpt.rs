//! Source lines with a caret, under the place they come from.

use super::escape;
use crate::failure::Excerpt;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Lines longer than this are cut around the caret: generated SQL has lines of megabytes.
const MAX_LINE: usize = 400;

/// Draws an excerpt as styled text. The path is not repeated: the line above says it.
pub(super) fn render(excerpt: &Excerpt, width: usize) -> String {
    let (first_line, text, span) = window(excerpt);
    // The caret has to stay where it was meant, so the parts are escaped apart.
    let parts = [&text[..span.start], text[span.clone()].trim_end_matches('\r'), &text[span.end..]];
    // A line end of two characters is a line end, and nothing to be shown.
    let [before, pointed, after] =
        parts.map(|part| escape::source(&part.trim_end_matches('\r').replace("\r\n", "\n")).into_owned());
    let span = before.len()..before.len() + pointed.len();
    let text = format!("{before}{pointed}{after}");
    let snippet = Snippet::source(text.as_str())
        .line_start(first_line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(span));
    let drawn =
        Renderer::styled().term_width(width).render(&[Group::with_level(Level::ERROR).element(snippet)]);
    drawn.lines().map(|line| format!("  {line}\n")).collect()
}

/// The excerpt itself, or a part of the pointed line when lines are too long to be shown.
fn window(excerpt: &Excerpt) -> (usize, &str, std::ops::Range<usize>) {
    let lines = excerpt.lines.as_str();
    if lines.lines().all(|line| line.len() <= MAX_LINE) {
        return (excerpt.first_line, lines, excerpt.span.clone());
    }
    let span = &excerpt.span;
    let line_start = lines[..span.start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = lines[span.start..].find('\n').map_or(lines.len(), |i| span.start + i);
    let from = lines.floor_char_boundary(span.start.saturating_sub(MAX_LINE / 4)).max(line_start);
    let to = lines.floor_char_boundary(from + MAX_LINE / 2).clamp(span.start, line_end);
    let first = excerpt.first_line + lines[..span.start].matches('\n').count();
    (first, &lines[from..to], span.start - from..span.end.min(to) - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, span: std::ops::Range<usize>) -> String {
        anstream::adapter::strip_str(&render(&Excerpt::around(text, span), 100)).to_string()
    }

    #[test]
    fn the_caret_stands_under_its_word() {
        insta::assert_snapshot!(plain("select\t'\u{202e}x', nope\nfrom dual;\n", 14..18));
    }

    #[test]
    fn the_caret_may_stand_behind_the_last_character() {
        insta::assert_snapshot!(plain("select (", 8..8));
    }

    #[test]
    fn a_line_of_megabytes_is_cut_around_the_caret() {
        let text = format!("-- one\n{}nope{}\n-- three", "x, ".repeat(500_000), ", y".repeat(500_000));
        let at = text.find("nope").unwrap();
        let drawn = plain(&text, at..at + 4);
        assert!(drawn.len() < 800 && drawn.contains("^^^^") && drawn.contains("nope"), "{drawn}");
        assert!(drawn.contains("2 |"), "{drawn}");
    }
}
