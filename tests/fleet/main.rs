//! Rollouts over many course databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../db/client.rs"]
mod client;

#[path = "../courses/scene.rs"]
mod campus;
mod chaos;
mod deploy;
mod fence;
mod registry;
mod rollout;
mod scene;
mod wire;
