//! Reads the words of one statement from left to right.

use super::token::{Shape, Token, Tokens};
use crate::model::{Ident, Qualified};

/// PostgreSQL cuts a longer name off here.
const MAX_NAME_BYTES: usize = 63;

/// A place between two significant tokens; a copy is a place to come back to.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a>(Tokens<'a>);

impl<'a> Reader<'a> {
    pub(super) fn new(statement: &'a str) -> Self {
        Self(Tokens::new(statement))
    }

    /// The next token that the server's parser sees.
    pub(super) fn next(&mut self) -> Option<Token> {
        self.0.find(Token::is_significant)
    }

    pub(super) fn peek(&self) -> Option<Token> {
        self.clone().next()
    }

    pub(super) fn text(&self, token: &Token) -> &'a str {
        &self.0.text[token.span.clone()]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// Eats one token and gives it in lower case if it may be a keyword.
    pub(super) fn keyword(&mut self) -> Option<String> {
        let token = self.next()?;
        (token.shape == Shape::Word).then(|| self.text(&token).to_ascii_lowercase())
    }

    /// Eats one keyword if it is this one.
    pub(super) fn word(&mut self, keyword: &str) -> bool {
        let mut ahead = self.clone();
        let found = ahead.next().is_some_and(|token| ahead.is_word(&token, keyword));
        if found {
            *self = ahead;
        }
        found
    }

    /// Eats several keywords, or none of them.
    pub(super) fn words(&mut self, keywords: &[&str]) -> bool {
        let mut ahead = self.clone();
        let found = keywords.iter().all(|keyword| ahead.word(keyword));
        if found {
            *self = ahead;
        }
        found
    }

    /// Eats whichever of these keywords comes next.
    pub(super) fn any<'k>(&mut self, keywords: &[&'k str]) -> Option<&'k str> {
        keywords.iter().copied().find(|keyword| self.word(keyword))
    }

    pub(super) fn symbol(&mut self, symbol: u8) -> bool {
        let mut ahead = self.clone();
        let found = ahead.next().is_some_and(|token| token.shape == Shape::Symbol(symbol));
        if found {
            *self = ahead;
        }
        found
    }

    pub(super) fn is_word(&self, token: &Token, keyword: &str) -> bool {
        token.shape == Shape::Word && self.text(token).eq_ignore_ascii_case(keyword)
    }

    /// Eats up to and including a run of keywords outside of parentheses; stays where it is when there is none.
    pub(super) fn seek(&mut self, keywords: &[&str]) -> bool {
        let mut ahead = self.clone();
        loop {
            if ahead.words(keywords) {
                *self = ahead;
                return true;
            }
            if !ahead.skip() {
                return false;
            }
        }
    }

    /// Eats one token, or everything in parentheses if one opens here.
    pub(super) fn skip(&mut self) -> bool {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token.shape {
                Shape::Symbol(b'(') => depth += 1,
                Shape::Symbol(b')') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// What is left, cut at the commas outside of parentheses.
    pub(super) fn items(&self) -> Vec<&'a str> {
        let mut rest = self.clone();
        let mut items = Vec::new();
        let mut start = rest.0.at;
        loop {
            let at = rest.0.at;
            if rest.symbol(b',') {
                items.push(&rest.0.text[start..at]);
                start = rest.0.at;
            } else if !rest.skip() {
                items.push(&rest.0.text[start..]);
                return items;
            }
        }
    }

    /// Eats `(verbose, full off, …)` if it opens here; whether this option is switched on in it.
    pub(super) fn option(&mut self, name: &str) -> bool {
        let mut inside = self.clone();
        if !inside.symbol(b'(') {
            return false;
        }
        let start = inside.0.at;
        if !self.skip() {
            return false; // never closed: the server will say so
        }
        let options = Self::new(&self.0.text[start..self.0.at - ")".len()]).items();
        options.into_iter().map(Self::new).any(|mut option| {
            let is_named = option.word(name);
            let value = option.peek().map(|value| option.text(&value).to_ascii_lowercase());
            is_named && !matches!(value.as_deref(), Some("off" | "false" | "0"))
        })
    }

    /// Eats a name as the catalog will hold it: folded to lower case, without quotes, cut to what PostgreSQL keeps.
    pub(super) fn ident(&mut self) -> Option<Ident> {
        let token = self.next()?;
        let text = self.text(&token);
        let name = match token.shape {
            Shape::Word => text.to_ascii_lowercase(),
            // `U&"…"` holds escapes; nobody needs such a name here badly enough to decode them.
            Shape::Quoted => text.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\""),
            _ => return None,
        };
        Ident::parse(&name[..name.floor_char_boundary(MAX_NAME_BYTES)]).ok()
    }

    /// Eats `name` or `schema.name`; of `database.schema.name` the last two.
    pub(super) fn name(&mut self) -> Option<Qualified> {
        let mut name = Qualified { schema: None, name: self.ident()? };
        while self.symbol(b'.') {
            name = Qualified { schema: Some(name.name), name: self.ident()? };
        }
        Some(name)
    }
}
