//! What was found, in every format: documents that programs accept, and text that cannot pretend to be anything else.
#![expect(clippy::disallowed_methods, reason = "reads the shipped schema")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../support/mod.rs"]
mod support;

mod commands;
mod hostile;
mod junit;
mod manual;
mod sample;
mod schema;
