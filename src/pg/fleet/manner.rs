//! How a worker goes about it, and what it tells.

use super::hand::Ended;
use crate::failure::Failure;

/// How a worker goes about it.
#[derive(Debug, Clone)]
pub struct Manner {
    /// How many courses are under way at once.
    pub jobs: usize,
    /// Whether steps that lose data were agreed to.
    pub may_lose: bool,
    /// Whether it stops when its leases end by its own clock; tests switch it off, so that only the fence is left.
    pub looks_at_clock: bool,
    /// Whether it has a token of its own; tests switch it off, and then see what the fence prevents.
    pub fenced: bool,
}

/// What a worker tells as it happens.
#[derive(Debug)]
pub enum News<'a> {
    /// A course's turn ended.
    Ended {
        /// How.
        ended: &'a Ended,
        /// How many courses of the rollout were done before.
        done: usize,
        /// How many there are.
        courses: usize,
    },
    /// Main was lost, and is tried again.
    MainLost(&'a Failure),
}
