//! The action for pull requests: its scripts as they stand in `action.yml`, run by bash against a real database, with a GitHub that only
//! writes down what it is asked for.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read files and start processes; one that cannot be set up fails"
)]

mod action;
mod comment;
mod looked;
mod scene;
#[path = "../support/mod.rs"]
mod support;
