//! What kind of change an edit is: whether the server would see anything of it.

use super::token::{Shape, Token, Tokens};

/// How two texts differ; each kind includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Not at all.
    Same,
    /// Only LF or CRLF, all over the file: also in strings and function bodies, which the database keeps as it first got them.
    LineEnds,
    /// Only blanks between tokens.
    WhiteSpace,
    /// Only comments, and blanks.
    Comments,
    /// What the server reads; blanks inside of strings and dollar quotes belong to it.
    Sql,
}

impl Change {
    /// Compares two texts.
    pub fn between(before: &str, after: &str) -> Self {
        if before == after {
            Self::Same
        } else if before.replace("\r\n", "\n") == after.replace("\r\n", "\n") {
            Self::LineEnds
        } else if parts(before, true).eq(parts(after, true)) {
            Self::WhiteSpace
        } else if parts(before, false).eq(parts(after, false)) {
            Self::Comments
        } else {
            Self::Sql
        }
    }
}

/// What has to stay the same: tokens, and whether those are apart that mean something else together.
fn parts(sql: &str, with_comments: bool) -> impl Iterator<Item = (&str, bool)> {
    let mut previous: Option<Token> = None;
    Tokens::new(sql)
        .filter(move |token| token.is_significant() || (with_comments && token.shape == Shape::Comment))
        .map(move |token| {
            let apart = previous.as_ref().is_some_and(|before| are_apart(sql, before, &token));
            let text = &sql[token.span.clone()];
            previous = Some(token);
            // A line comment's end may have been a `\r`.
            (text.trim_end(), apart)
        })
}

fn are_apart(sql: &str, before: &Token, token: &Token) -> bool {
    let between = &sql[before.span.end..token.span.start];
    match (before.shape, token.shape) {
        // `> =` is two operators, `>=` is one.
        (Shape::Symbol(a), Shape::Symbol(b)) if is_operator(a) && is_operator(b) => !between.is_empty(),
        // Two strings are one if a line end stands between them.
        (Shape::Text, Shape::Text) => between.contains(['\n', '\r']),
        _ => false,
    }
}

fn is_operator(symbol: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?:.".contains(&symbol)
}
