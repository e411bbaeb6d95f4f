//! The first five minutes: a new project, the guided run, and finding out why something does not work.
//!
//! Each test runs the program in an empty home.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests start processes and read files")]

mod assets;
mod doctor;
mod doctor_target;
mod init;
mod person;
mod quickstart;
#[path = "../support/mod.rs"]
mod support;
