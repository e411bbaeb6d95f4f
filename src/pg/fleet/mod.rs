//! Rollouts over the fleet: the ledger in main, and the worker that takes courses from it.

mod beat;
mod course;
mod each;
mod fingerprints;
mod hand;
mod hands;
mod ledger;
mod manner;
mod opening;
mod rows;
mod turn;
mod worker;

pub use course::Files;
pub use each::{Seen, each};
pub use hand::{Ended, Worker};
pub use ledger::Ledger;
pub use manner::{Manner, News};
pub use opening::Opening;
pub use worker::work;

use super::Door;
use crate::failure::Result;
use futures_util::future::LocalBoxFuture;

/// A course as a rollout plans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What people and command lines call it.
    pub code: String,
    /// The server it lives on: courses on one share it politely.
    pub server: String,
}

/// Whoever knows the way into courses' databases.
pub trait Doors {
    /// The ways into these courses, in their order; credentials are read together.
    fn doors<'a>(&'a self, codes: &'a [String]) -> LocalBoxFuture<'a, Vec<Result<Door>>>;
}
