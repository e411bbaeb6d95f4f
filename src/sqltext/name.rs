//! Names as the catalog holds them, from the ways people write them.

use super::reader::Reader;
use super::token::Shape;
use crate::model::{Ident, Qualified};

/// PostgreSQL cuts a longer name off here.
const MAX_NAME_BYTES: usize = 63;

impl Reader<'_> {
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
