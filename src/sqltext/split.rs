//! Where statements begin and end, as the server's simple protocol sees them.
//!
//! A semicolon ends a statement unless it stands in a quote, a comment, parentheses (`do also (a; b)` in a rule) or the body of
//! `begin atomic … end`. That body's `end` is the one that follows a semicolon or `atomic` itself: no expression can end like that.

use super::kind::Kind;
use super::problem::Problem;
use super::reader::Reader;
use super::token::{Shape, Token, Tokens};
use std::ops::Range;

/// One statement. The server answers each with one `CommandComplete`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// From its first token to its last, in bytes, without the semicolon and the comments around it.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The statements of a text, in order. Between them stand only blanks, comments and semicolons.
///
/// # Errors
/// When the text ends inside a quote or a comment.
pub fn split(sql: &str) -> Result<Vec<Statement>, Problem> {
    let (statements, open) = scan(sql);
    open.map_or(Ok(statements), Err)
}

/// Like [`split`], with the statements before an open quote; the statement that holds it is the last.
pub(super) fn scan(sql: &str) -> (Vec<Statement>, Option<Problem>) {
    let mut found = Vec::new();
    let mut open = None;
    let mut current = Boundary::default();
    let mut tokens = Tokens::new(sql);
    while let Some(token) = tokens.next() {
        if let Shape::Open(what) = token.shape {
            open = Some(unterminated(token.span.start, what, sql));
        }
        if token.shape == Shape::Symbol(b'\\') {
            found.extend(current.end(sql));
            // To psql the rest of the line is a command of its own.
            let line = sql[token.span.start..].find('\n').map_or(sql.len(), |i| token.span.start + i);
            tokens.at = line;
            let span =
                token.span.start..token.span.start + sql[token.span.start..line].trim_ascii_end().len();
            found.push(Statement { span, kind: Kind::PsqlMeta });
        } else if current.ends_before(&token, sql) {
            found.extend(current.end(sql));
        }
    }
    found.extend(current.end(sql));
    (found, open)
}

/// The statement that is being read.
#[derive(Debug, Default)]
struct Boundary {
    span: Option<Range<usize>>,
    parentheses: usize,
    body: Body,
    previous: Previous,
}

/// Whether the statement can have, or is inside of, a body of statements.
#[derive(Debug, Default, PartialEq, Eq)]
enum Body {
    #[default]
    None,
    Possible,
    Inside,
}

/// The significant token before, as far as `begin atomic` and `end` need it.
#[derive(Debug, Default, PartialEq, Eq)]
enum Previous {
    #[default]
    Else,
    Begin,
    Atomic,
    Semicolon,
}

impl Boundary {
    /// Takes the next token; true if it is the semicolon that ends the statement.
    fn ends_before(&mut self, token: &Token, sql: &str) -> bool {
        if !token.is_significant() {
            return false;
        }
        let outside = self.parentheses == 0;
        let text = &sql[token.span.clone()];
        let word = |keyword: &str| token.shape == Shape::Word && text.eq_ignore_ascii_case(keyword);
        if token.shape == Shape::Symbol(b';') && outside && self.body != Body::Inside {
            return true;
        }
        match token.shape {
            Shape::Symbol(b'(') => self.parentheses += 1,
            Shape::Symbol(b')') => self.parentheses = self.parentheses.saturating_sub(1),
            _ => {}
        }
        match &mut self.span {
            Some(span) => span.end = token.span.end,
            None => {
                self.span = Some(token.span.clone());
                if word("create") && creates_routine(&sql[token.span.start..]) {
                    self.body = Body::Possible;
                }
            }
        }
        if outside && self.body == Body::Possible && self.previous == Previous::Begin && word("atomic") {
            self.body = Body::Inside;
            self.previous = Previous::Atomic;
            return false;
        }
        let may_close = matches!(self.previous, Previous::Atomic | Previous::Semicolon);
        if outside && self.body == Body::Inside && may_close && word("end") {
            self.body = Body::None;
        }
        self.previous = match token.shape {
            Shape::Symbol(b';') => Previous::Semicolon,
            _ if word("begin") => Previous::Begin,
            _ => Previous::Else,
        };
        false
    }

    /// Closes the statement, if there is one, and begins anew.
    fn end(&mut self, sql: &str) -> Option<Statement> {
        let span = std::mem::take(self).span?;
        let kind = Kind::of(&sql[span.clone()]);
        Some(Statement { span, kind })
    }
}

fn creates_routine(statement: &str) -> bool {
    let mut words = Reader::new(statement);
    words.word("create");
    words.words(&["or", "replace"]);
    words.any(&["function", "procedure"]).is_some()
}

fn unterminated(start: usize, what: &str, sql: &str) -> Problem {
    let line = sql[start..].find('\n').map_or(sql.len(), |i| start + i);
    let hint = match what {
        "comment" => "close it with `*/`; each `/*` inside of it needs one of its own",
        "dollar quote" => "close it with the very tag that opens it",
        _ => "close it, or double the quote character if it was meant as text",
    };
    let message = format!("the {what} that begins here is never closed, so it takes in the rest of the file");
    Problem::new(start..line, message, hint)
}
