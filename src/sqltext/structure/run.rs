//! Statements that run code: queries, which may call functions or keep what they give, and `do` blocks.

use super::super::reader::Reader;
use super::super::token::Shape;
use super::walk::{Followed, Walk};
use super::{RelationKind, quiet};

impl Walk {
    /// A query changes tables if it is a `select … into`, or if a function that it calls does.
    pub(super) fn select(&mut self, words: &Reader<'_>) -> Followed {
        let mut into = words.clone();
        let writes = ["insert", "merge"].iter().any(|word| words.has(&[word]));
        if !writes && into.seek(&["into"]) {
            let is_temporary = into.any(&["temporary", "temp"]).is_some();
            into.any(&["unlogged"]);
            into.word("table");
            let name = self.made(into.name(), is_temporary)?;
            self.add(name, RelationKind::Table, None);
        }
        for call in quiet::calls(words) {
            if call.name == "set_config" {
                self.set_config(words)?;
            } else if !self.leaves_tables_alone(&call) {
                return Err(format!("the function `{}`, which may do anything", call.name));
            }
        }
        Ok(())
    }

    /// `set_config('search_path', …)` is what a dump begins with.
    fn set_config(&mut self, words: &Reader<'_>) -> Followed {
        let mut words = words.clone();
        while let Some(token) = words.next() {
            if token.shape == Shape::Text && words.text(&token).eq_ignore_ascii_case("'search_path'") {
                words.symbol(b',');
                let first = words.next().filter(|token| token.shape == Shape::Text);
                return self.set_path(first.map(|token| words.text(&token).trim_matches('\'')));
            }
        }
        // Which setting it is, is computed; or it is not this one.
        match words.has(&["search_path"]) {
            true => self.set_path(None),
            false => Ok(()),
        }
    }

    /// A block leaves tables alone if all that stands in it does.
    pub(super) fn block(&self, words: &Reader<'_>) -> Followed {
        match quiet::body(words).is_some_and(|body| self.is_quiet(&body)) {
            true => Ok(()),
            false => Err("a `do` block".to_owned()),
        }
    }

    /// Remembers a function that the files make, for when it is called.
    pub(super) fn remember(&mut self, words: &mut Reader<'_>) {
        let Some(name) = words.name() else { return };
        let is_quiet = quiet::body(words).is_some_and(|body| self.is_quiet(&body));
        let of_name = self.functions.entry(name.name.as_str().to_owned()).or_insert(true);
        *of_name &= is_quiet;
    }

    /// Whether code names nothing that changes tables, and calls nothing that may.
    fn is_quiet(&self, body: &str) -> bool {
        let words = Reader::new(body);
        quiet::changes_nothing(&words)
            && quiet::calls(&words).iter().all(|call| self.leaves_tables_alone(call))
    }

    fn leaves_tables_alone(&self, call: &quiet::Call) -> bool {
        call.is_built_in() || self.functions.get(&call.name).copied().unwrap_or(false)
    }
}
