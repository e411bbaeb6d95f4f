//! The one escaper: whatever a server, a file or a person's argument says passes here before it reaches a terminal, a log or a CI system.
//!
//! Control characters could move the cursor, bidi controls could show text in another order than it has, invisible ones could hide
//! some of it. All of them are shown as `\u{..}` instead; what is left is text that looks like what it is.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The longest text that is printed from one value; what a server sends more is counted, not shown.
pub const MAX_CHARS: usize = 4_000;

/// Text for one line: line breaks and tabs are escaped too.
pub fn line(text: &str) -> Cow<'_, str> {
    armless(Cow::Borrowed(text), |_| false)
}

/// Text that may have several lines. A line that a CI system would take for a command is made harmless.
pub fn block(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    armless(text, |c| matches!(c, '\n' | '\t'))
}

/// The whole of a source text of our own user: escaped like a [`block`], but neither cut nor changed otherwise.
pub fn source(text: &str) -> Cow<'_, str> {
    map(text, |c| matches!(c, '\n' | '\t'))
}

/// The message of a GitHub annotation, after `::error …::`.
pub fn annotation_message(text: &str) -> String {
    escape(text, |c| c == '\n').replace("##[", "#\\u{23}[").replace('%', "%25").replace('\n', "%0A")
}

/// The value of a GitHub annotation's property, as in `file=…`.
pub fn annotation_property(text: &str) -> String {
    line(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

/// Whether a character could make text look like something it is not, or make a terminal do something.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'               // C0, DEL, C1
        | '\u{ad}' | '\u{34f}' | '\u{61c}'              // soft hyphen, joiner, Arabic letter mark
        | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'                       // zero width, left-to-right and right-to-left marks
        | '\u{2028}'..='\u{202e}'                       // line separators, bidi embeddings and overrides
        | '\u{2060}'..='\u{206f}'                       // word joiner, invisible operators, bidi isolates
        | '\u{2800}' | '\u{3164}' | '\u{ffa0}'          // blanks that are no spaces
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn armless(text: Cow<'_, str>, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let text = if text.contains("::") || text.contains("##[") { Cow::Owned(disarm(&text)) } else { text };
    match escape(&text, keep) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => Cow::Owned(escaped),
    }
}

fn escape(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_CHARS) {
        None => map(text, keep),
        Some((end, _)) => {
            let left = text[end..].chars().count();
            Cow::Owned(format!("{}… ({left} more characters)", map(&text[..end], keep)))
        }
    }
}

fn map(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let bad = |c: char| is_unsafe(c) && !keep(c);
    let Some(first) = text.find(bad) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        match bad(c) {
            true => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("writing to a string cannot fail"),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// GitHub's runner reads `::command::` at the start of a line, white space aside, and `##[command]` anywhere.
fn disarm(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.replace("##[", "#\\u{23}[");
        match line.trim_start().strip_prefix("::") {
            Some(rest) => format!("{}\\u{{3a}}:{rest}", &line[..line.len() - rest.len() - 2]),
            None => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(line("a\x1b[31mb\r\n"), r"a\u{1b}[31mb\u{d}\u{a}");
        assert_eq!(line("x\u{202e}fdp.exe"), r"x\u{202e}fdp.exe");
        assert_eq!(line("pay\u{200b}pal\u{9b}2J"), r"pay\u{200b}pal\u{9b}2J");
        assert_eq!(block("a\r\n\tb\u{7f}"), "a\n\tb\\u{7f}");
        assert!(matches!(line("grün, 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_server_cannot_speak_to_the_ci_system() {
        assert_eq!(block("x\n  ::add-mask::y"), "x\n  \\u{3a}:add-mask::y");
        assert_eq!(block("a ##[group]b"), "a #\\u{23}[group]b");
        assert_eq!(line("a ##[group]b"), "a #\\u{23}[group]b");
        assert_eq!(block("select a::text"), "select a::text");
        assert_eq!(annotation_message("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(annotation_property("a:b,c%\n"), "a%3Ab%2Cc%25\\u{a}");
    }

    #[test]
    fn endless_text_is_cut_and_counted() {
        assert_eq!(line(&"x".repeat(MAX_CHARS)).len(), MAX_CHARS);
        assert!(line(&"x".repeat(MAX_CHARS + 7)).ends_with("x… (7 more characters)"));
        assert_eq!(source(&"x".repeat(MAX_CHARS + 7)).len(), MAX_CHARS + 7);
    }

    /// General categories of everything that must never come out, by the Unicode tables of the `regex` engine that proptest brings.
    const FORMAT_OR_CONTROL: &str = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]{1,8}";

    proptest! {
        #[test]
        fn nothing_unsafe_comes_out(text in r"\PC{0,20}|[\s\S]{0,40}", nasty in FORMAT_OR_CONTROL) {
            let text = format!("{text}{nasty}{text}");
            prop_assert!(!line(&text).contains(is_unsafe));
            prop_assert!(line(&nasty).is_ascii(), "{nasty:?}");
            let clean = |out: &str| out.chars().all(|c| matches!(c, '\n' | '\t') || !is_unsafe(c));
            prop_assert!(clean(&block(&text)) && clean(&source(&text)));
            let annotated = annotation_message(&text);
            prop_assert!(!annotated.contains(is_unsafe) && !annotated.contains('\n'));
        }

        #[test]
        fn no_line_of_a_block_is_a_command(text in r"([ \t]*(::|##\[|:|#)[a-z:]{0,6}\r?\n?){0,8}") {
            let out = block(&text);
            prop_assert!(out.lines().all(|l| !l.trim().starts_with("::") && !l.contains("##[")), "{out:?}");
        }
    }
}
