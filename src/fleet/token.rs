//! Who may write to a course's database, where several workers could believe that it is their turn.

use serde::Serialize;

/// A fencing token. Of two workers that were given the same course, the later one has the greater token.
///
/// The database itself compares: it keeps the greatest token that wrote to it, in the very transactions that write, and refuses a
/// smaller one. So a worker that was stopped for longer than its lease, and wakes up, can do no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Token {
    /// The rollout's number; a later rollout has a greater one.
    pub epoch: i64,
    /// How often the rollout gave the course to a worker.
    pub delivery: i32,
}
