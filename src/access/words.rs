//! What the holes of expressions mean: `@uid`, `@role`, `@set`.

use crate::model::access::{Access, Platform};
use crate::model::ident;
use crate::render::sql::Sql;
use crate::sqltext::{Expression, Piece, Query};

/// The words of one target.
pub struct Words<'a> {
    access: &'a Access,
}

impl<'a> Words<'a> {
    /// The words of a target.
    pub fn new(access: &'a Access) -> Self {
        Self { access }
    }

    /// The call that gives the person's id.
    pub fn uid(&self) -> Sql {
        match self.access.settings.platform {
            Platform::Supabase => Sql::trusted("auth.uid()"),
            Platform::Postgres => Sql::trusted(format!("{}.uid()", ident(&self.access.settings.helpers))),
        }
    }

    /// An expression with its holes filled.
    pub fn expression(&self, expression: &Expression) -> Sql {
        self.filled(&expression.pieces)
    }

    /// A query with its holes filled.
    pub fn query(&self, query: &Query) -> Sql {
        self.filled(&query.pieces)
    }

    fn filled(&self, pieces: &[Piece]) -> Sql {
        let helpers = ident(&self.access.settings.helpers);
        let filled = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Uid => format!("(select {})", self.uid().as_str()),
            Piece::Role => format!("(select {helpers}.app_role())"),
            Piece::Set(set) => format!("select unnest({helpers}.{}())", ident(set)),
        });
        Sql::trusted(filled.collect::<String>())
    }
}
