//! A named set of ids that a person may touch.

use super::Spot;
use crate::sqltext::{Piece, Query};

/// One helper function's worth of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// What gives the ids.
    pub query: Query,
    /// The type of an id, as PostgreSQL names it.
    pub kind: String,
    /// Where it is written.
    pub spot: Spot,
}

impl Set {
    /// The sets that this one reads.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        self.query.pieces.iter().filter_map(|piece| match piece {
            Piece::Set(name) => Some(name.as_str()),
            _ => None,
        })
    }
}
