//! Reads the words of one statement from left to right.

use super::token::{Shape, Token, Tokens};

/// A place between two significant tokens; a copy is a place to come back to.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    rest: Tokens<'a>,
    next: Option<Token>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(statement: &'a str) -> Self {
        let mut rest = Tokens::new(statement);
        let next = rest.find(Token::is_significant);
        Self { rest, next }
    }

    /// The next token that the server's parser sees.
    pub(super) fn next(&mut self) -> Option<Token> {
        let after = self.rest.find(Token::is_significant);
        std::mem::replace(&mut self.next, after)
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.next.as_ref()
    }

    pub(super) fn text(&self, token: &Token) -> &'a str {
        &self.rest.text[token.span.clone()]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.next.is_none()
    }

    pub(super) fn is_word(&self, token: &Token, keyword: &str) -> bool {
        token.shape == Shape::Word && self.text(token).eq_ignore_ascii_case(keyword)
    }

    /// Whether this keyword comes next.
    pub(super) fn sees(&self, keyword: &str) -> bool {
        self.next.as_ref().is_some_and(|token| self.is_word(token, keyword))
    }

    /// Whether this symbol comes next.
    pub(super) fn sees_symbol(&self, symbol: u8) -> bool {
        self.next.as_ref().is_some_and(|token| token.shape == Shape::Symbol(symbol))
    }

    /// Eats one token and gives it in lower case if it may be a keyword.
    pub(super) fn keyword(&mut self) -> Option<String> {
        let token = self.next()?;
        (token.shape == Shape::Word).then(|| self.text(&token).to_ascii_lowercase())
    }

    /// Eats one keyword if it is this one.
    pub(super) fn word(&mut self, keyword: &str) -> bool {
        self.sees(keyword) && self.next().is_some()
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

    /// Eats one symbol if it is this one.
    pub(super) fn symbol(&mut self, symbol: u8) -> bool {
        self.sees_symbol(symbol) && self.next().is_some()
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

    /// Whether a run of keywords follows outside of parentheses.
    pub(super) fn has(&self, keywords: &[&str]) -> bool {
        self.clone().seek(keywords)
    }

    /// Eats one token, or everything in parentheses or brackets if one opens here.
    pub(super) fn skip(&mut self) -> bool {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token.shape {
                Shape::Symbol(b'(' | b'[') => depth += 1,
                Shape::Symbol(b')' | b']') => depth = depth.saturating_sub(1),
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
        let (mut rest, mut items) = (self.clone(), Vec::new());
        let mut start = rest.offset();
        loop {
            let at = rest.offset();
            if rest.symbol(b',') {
                items.push(&self.rest.text[start..at]);
                start = rest.offset();
            } else if !rest.skip() {
                items.push(&self.rest.text[start..]);
                return items;
            }
        }
    }

    /// Eats up to the first of these keywords outside of parentheses; what stands before it.
    pub(super) fn until(&mut self, keywords: &[&str]) -> Self {
        let start = self.offset();
        while !keywords.iter().any(|keyword| self.sees(keyword)) && self.skip() {}
        Self::new(&self.rest.text[start..self.offset()])
    }

    /// Eats `( … )` if it opens here and is closed; what stands in it.
    pub(super) fn group(&mut self) -> Option<Self> {
        let mut inside = self.clone();
        if !inside.symbol(b'(') {
            return None;
        }
        let start = inside.offset();
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token.shape {
                Shape::Symbol(b'(') => depth += 1,
                Shape::Symbol(b')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(Self::new(&self.rest.text[start..token.span.start]));
            }
        }
        None
    }

    /// Where the next token begins.
    fn offset(&self) -> usize {
        self.next.as_ref().map_or(self.rest.text.len(), |token| token.span.start)
    }

    /// Eats `(verbose, full off, …)` if it opens here; whether this option is switched on in it.
    pub(super) fn option(&mut self, name: &str) -> bool {
        let Some(inside) = self.group() else { return false };
        inside.items().into_iter().map(Self::new).any(|mut option| {
            let is_named = option.word(name);
            let value = option.next().map(|value| option.text(&value).to_ascii_lowercase());
            is_named && !matches!(value.as_deref(), Some("off" | "false" | "0"))
        })
    }
}
