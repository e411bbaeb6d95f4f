//! `provost validate`: each check finds its fault and nothing once it is mended; what is no check is refused.
#![expect(clippy::disallowed_methods, reason = "takes a folder away")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod own;
mod scene;
