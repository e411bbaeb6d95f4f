//! No secret leaves the program: distinctive ones go through every command that touches them, and nobody finds them anywhere.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read files and start processes; one that cannot be set up fails"
)]

mod arguments;
mod commands;
mod scene;
mod spelling;
#[path = "../support/mod.rs"]
mod support;
