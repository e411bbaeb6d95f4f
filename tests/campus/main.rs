//! The campus system's migrations against a real server: main and course, up and down, and what their constraints are for.

#[path = "../support/mod.rs"]
mod support;

mod catalog;
mod course_content;
mod course_creation;
mod creator;
mod credentials;
mod database;
mod files;
mod main_rows;
mod placement;
mod rollback;
mod shape;
mod stats;
mod stats_concurrent;
mod through_provost;
