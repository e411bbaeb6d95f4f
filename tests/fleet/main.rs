//! Rollouts over many course databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../db/client.rs"]
mod client;

mod chaos;
mod fence;
mod rollout;
mod scene;
