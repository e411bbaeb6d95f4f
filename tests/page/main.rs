//! `provost report`: what stands on the page, and what a browser makes of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod browser;
mod page;
mod scene;
#[path = "../support/mod.rs"]
mod support;
