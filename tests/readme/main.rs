//! The README keeps its word: what it tells people to type is typed, what it shows is compared, what it lists is the program's own list.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod claims;
mod document;
mod masked;
mod play;
mod sessions;
#[path = "../support/mod.rs"]
mod support;
