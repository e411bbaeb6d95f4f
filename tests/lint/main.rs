//! `provost lint`: each rule finds its fault and nothing once it is mended; exceptions; what changed since a revision.
#![expect(clippy::disallowed_methods, reason = "asks git as a person would")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

mod allow;
mod program;
mod rules;
