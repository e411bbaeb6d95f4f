//! Two texts as a difference that a person can read.

use super::escape;
use super::style::{ERROR as BAD, FAINT, GOOD, STRONG, Styled};
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;

/// Lines that went and came, with three lines around each.
pub fn difference(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut text = format!(
        "{}\n",
        Styled(STRONG, format_args!("{} as it was applied, and as it is now", escape::line(name)))
    );
    for group in diff.grouped_ops(3) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (style, sign) = match change.tag() {
                ChangeTag::Delete => (BAD, '-'),
                ChangeTag::Insert => (GOOD, '+'),
                ChangeTag::Equal => (FAINT, ' '),
            };
            let line = escape::source(change.value().trim_end_matches('\n')).into_owned();
            let _ = writeln!(text, "{}", Styled(style, format_args!("{sign} {line}")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_seen() {
        let shown = difference("V1__a.sql", "select 1;\r\nselect 2;\n", "select 1;\nselect 2;\n");
        insta::assert_snapshot!(anstream::adapter::strip_str(&shown).to_string());
    }
}
