//! Text with holes: `@uid`, `@role` and `@name` of a set.

use super::super::Problem;
use super::super::token::{Shape, Token, Tokens};

/// Longer texts belong into a function of a migration.
const MAX_BYTES: usize = 4 << 10;
/// The parser recurses, so depth costs stack.
const MAX_DEPTH: usize = 64;
/// So many words and signs that each hold what follows, one inside the other.
const MAX_NESTED: usize = 128;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// SQL as it was written.
    Text(String),
    /// `@uid`: the person's id.
    Uid,
    /// `@role`: the person's role.
    Role,
    /// `@name`: the ids of a set.
    Set(String),
}

/// Cuts a text into pieces; what could hide or end it is refused.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, Problem> {
    let refuse = |span, message: &str, hint: &str| Err(Problem::new(span, message, hint));
    if text.len() > MAX_BYTES {
        let hint = "put the logic into a function of a migration, and call that";
        return refuse(0..text.len(), "this is too long for an expression (4 KB)", hint);
    }
    if text.trim().is_empty() {
        return refuse(0..text.len(), "this is empty", "write a condition, or leave the key out");
    }
    let mut pieces = vec![Piece::Text(String::new())];
    let mut depth = 0_usize;
    let mut nested = 0_usize;
    let mut tokens = Tokens::new(text).peekable();
    while let Some(token) = tokens.next() {
        let written = &text[token.span.clone()];
        match token.shape {
            Shape::Comment => return refuse(token.span, "a comment stands in it", "remove the comment"),
            Shape::Open(what) => {
                let message = format!("a {what} is not closed");
                return Err(Problem::new(token.span, message, "close it"));
            }
            Shape::Symbol(b';') => {
                return refuse(token.span, "a `;` stands in it", "write one expression, without `;`");
            }
            Shape::Symbol(b'$') => {
                return refuse(token.span, "a parameter stands in it", "write the value itself");
            }
            Shape::Symbol(b'(' | b'[') => depth += 1,
            Shape::Symbol(b')' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        nested += usize::from(holds_what_follows(&token, written));
        if depth > MAX_DEPTH || nested > MAX_NESTED {
            return refuse(token.span, "this is nested too deeply", "write it with fewer parentheses");
        }
        let name = tokens.peek().filter(|next| {
            token.shape == Shape::Symbol(b'@')
                && next.shape == Shape::Word
                && next.span.start == token.span.end
        });
        match name {
            Some(name) => {
                pieces.push(hole(&text[name.span.clone()]));
                pieces.push(Piece::Text(String::new()));
                tokens.next();
            }
            None => match pieces.last_mut() {
                Some(Piece::Text(last)) => last.push_str(written),
                _ => pieces.push(Piece::Text(written.to_owned())),
            },
        }
    }
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    Ok(pieces)
}

/// What the parser recurses into without a parenthesis.
fn holds_what_follows(token: &Token, written: &str) -> bool {
    match token.shape {
        Shape::Word => {
            ["not", "case", "select", "with"].iter().any(|word| written.eq_ignore_ascii_case(word))
        }
        Shape::Symbol(sign) => b"+-~!@#%^&|*/<>=".contains(&sign),
        _ => false,
    }
}

fn hole(name: &str) -> Piece {
    match name {
        "uid" => Piece::Uid,
        "role" => Piece::Role,
        set => Piece::Set(set.to_owned()),
    }
}

/// The text with something in each hole that parses as what will stand there.
pub(super) fn stand_ins(pieces: &[Piece]) -> String {
    let stand_in = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Uid | Piece::Role => "(select null)".to_owned(),
        Piece::Set(_) => "select null".to_owned(),
    };
    pieces.iter().map(stand_in).collect()
}
