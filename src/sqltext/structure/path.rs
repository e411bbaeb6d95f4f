//! The search path: where names without a schema belong.

use super::super::reader::Reader;
use super::super::token::Shape;
use super::walk::{Followed, Walk};

impl Walk {
    /// `set`, of which only the search path matters.
    pub(super) fn set(&mut self, words: &mut Reader<'_>) -> Followed {
        words.any(&["session", "local"]);
        if words.word("schema") {
            return self.set_path(None);
        }
        if !words.word("search_path") {
            return Ok(());
        }
        if !words.word("to") {
            words.symbol(b'=');
        }
        let first = words.next().map(|token| match token.shape {
            Shape::Word => words.text(&token).to_ascii_lowercase(),
            _ => words.text(&token).trim_matches(['\'', '"']).to_owned(),
        });
        self.set_path(first.as_deref())
    }

    /// Takes the first schema of a new search path. With `public` first nothing changes, and with none every name carries its schema.
    pub(super) fn set_path(&mut self, first: Option<&str>) -> Followed {
        self.path = None;
        match first {
            Some("public" | "default") => {
                self.path = Some("public".to_owned());
                Ok(())
            }
            Some("" | "pg_catalog") => Ok(()),
            _ => Err("another search path".to_owned()),
        }
    }
}
