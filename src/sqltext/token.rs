//! PostgreSQL's tokens, with their places. Mends the two places where `squawk-lexer` differs from the server's own lexer.

use squawk_lexer::{BOM, LiteralKind, TokenKind};
use std::ops::Range;

/// What a token is, as far as boundaries and commands need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Space,
    Comment,
    /// A keyword or a name without quotes.
    Word,
    /// A name in double quotes.
    Quoted,
    /// A string of any form.
    Text,
    Number,
    Symbol(u8),
    /// A quote or comment that the text ends in; says which.
    Open(&'static str),
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) shape: Shape,
    pub(super) span: Range<usize>,
}

impl Token {
    /// Whether the server's parser sees it.
    pub(super) fn is_significant(&self) -> bool {
        !matches!(self.shape, Shape::Space | Shape::Comment)
    }
}

/// All tokens of a text, blanks and comments too: end to end they are the text.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = &self.text[self.at..];
        let (mut shape, mut length) = if rest.starts_with(BOM) {
            // To the server a byte order mark is a letter; the lexer takes one at the start for a blank.
            (Shape::Word, rest.find(|c: char| !is_name_character(c)).unwrap_or(rest.len()))
        } else {
            let token = squawk_lexer::tokenize(rest).next()?;
            (shape(token.kind, rest), token.len as usize)
        };
        if shape == Shape::Text && rest.starts_with(['e', 'E']) {
            (shape, length) = with_continuations(rest, length);
        }
        let start = self.at;
        self.at += length;
        Some(Token { shape, span: start..self.at })
    }
}

/// Whether a comment begins at this byte.
pub fn is_comment(sql: &str, offset: usize) -> bool {
    let mut tokens = Tokens::new(sql).skip_while(|token| token.span.start < offset);
    tokens.next().is_some_and(|token| token.shape == Shape::Comment && token.span.start == offset)
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii()
}

fn shape(kind: TokenKind, rest: &str) -> Shape {
    match kind {
        TokenKind::Whitespace => Shape::Space,
        TokenKind::LineComment | TokenKind::BlockComment { terminated: true } => Shape::Comment,
        TokenKind::BlockComment { terminated: false } => Shape::Open("comment"),
        TokenKind::Ident => Shape::Word,
        TokenKind::QuotedIdent { terminated: true, .. } => Shape::Quoted,
        TokenKind::QuotedIdent { terminated: false, .. } => Shape::Open("quoted name"),
        TokenKind::Literal { kind } => literal(kind),
        _ => Shape::Symbol(rest.as_bytes()[0]),
    }
}

fn literal(kind: LiteralKind) -> Shape {
    match kind {
        LiteralKind::Int { .. } | LiteralKind::Numeric { .. } => Shape::Number,
        LiteralKind::DollarQuotedString { terminated: false } => Shape::Open("dollar quote"),
        LiteralKind::Str { terminated: false }
        | LiteralKind::NationalStr { terminated: false }
        | LiteralKind::ByteStr { terminated: false }
        | LiteralKind::BitStr { terminated: false }
        | LiteralKind::UnicodeEscStr { terminated: false }
        | LiteralKind::EscStr { terminated: false } => Shape::Open("string"),
        _ => Shape::Text,
    }
}

/// An `E''` string goes on after blanks with a line end in them, and backslashes still escape there; the lexer starts a plain string.
fn with_continuations(rest: &str, first: usize) -> (Shape, usize) {
    let mut end = first;
    while let Some(quote) = continuation(&rest[end..]) {
        match closing_quote(&rest[end + quote..]) {
            Some(length) => end += quote + length,
            None => return (Shape::Open("string"), rest.len()),
        }
    }
    (Shape::Text, end)
}

/// Where the next part's quote stands, if one follows: blanks and line comments between, at least one line end among them.
fn continuation(rest: &str) -> Option<usize> {
    let mut at = 0;
    let mut line_end = false;
    for token in squawk_lexer::tokenize(rest).take_while(|_| !rest.starts_with(BOM)) {
        let text = &rest[at..at + token.len as usize];
        match token.kind {
            TokenKind::Whitespace => line_end |= text.contains(['\n', '\r']),
            TokenKind::LineComment => {}
            TokenKind::Literal { kind: LiteralKind::Str { .. } } if line_end => return Some(at),
            _ => return None,
        }
        at += text.len();
    }
    None
}

/// The length of a string that begins with its quote and in which backslashes escape.
fn closing_quote(part: &str) -> Option<usize> {
    let bytes = part.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            b'\'' => return Some(at + 1),
            _ => at += 1,
        }
    }
}
