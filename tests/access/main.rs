//! Access rules: what is read, what is refused, what is generated, and that it does what it says on a real server.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod applied;
mod bugs;
mod explained;
mod generated;
mod hostile;
mod known;
mod lint;
mod partitioned;
mod proof;
mod refused;
mod scene;
#[path = "../support/mod.rs"]
mod support;
