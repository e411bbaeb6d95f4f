//! History as people mend it and take it over: verify, repair, baseline, adopt, redo, and the ways to go part of the way.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod adopt;
mod baseline;
mod durable;
mod mend;
#[path = "../support/mod.rs"]
mod support;
mod ways;
mod world;
