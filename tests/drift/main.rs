//! Drift on real servers: what was changed by hand is found, named, and undone by the SQL that is written for it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read files and start processes; one that cannot be set up fails"
)]

mod cases;
mod elsewhere;
mod majors;
mod program;
mod scene;
mod standby;
#[path = "../support/mod.rs"]
mod support;
mod untouched;
