//! Rollouts over many course databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../db/client.rs"]
mod client;

#[expect(dead_code, reason = "the tests of courses use the rest, and start the program so")]
#[path = "../courses/scene.rs"]
mod campus;
mod chaos;
mod deploy;
mod fence;
mod registry;
mod rollout;
mod scene;
