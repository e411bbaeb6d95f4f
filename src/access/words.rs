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
        self.spoken(&expression.pieces)
    }

    /// A query with its holes filled.
    pub fn query(&self, query: &Query) -> Sql {
        self.spoken(&query.pieces)
    }

    /// An expression about a person who is handed over, whoever asks.
    pub fn handed(&self, expression: &Expression, uid: &str, role: &str) -> Sql {
        self.filled(&expression.pieces, uid, role)
    }

    fn spoken(&self, pieces: &[Piece]) -> Sql {
        let role = format!("(select {}.app_role())", ident(&self.access.settings.helpers));
        self.filled(pieces, &format!("(select {})", self.uid().as_str()), &role)
    }

    fn filled(&self, pieces: &[Piece], uid: &str, role: &str) -> Sql {
        let helpers = ident(&self.access.settings.helpers);
        let filled = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Uid => uid.to_owned(),
            Piece::Role => role.to_owned(),
            Piece::Set(set) => format!("select unnest({helpers}.{}())", ident(set)),
        });
        Sql::trusted(filled.collect::<String>())
    }
}
