//! What a project's files say, from the outside.

#![expect(clippy::disallowed_methods, reason = "one test compares with a shipped file")]

mod folder;
mod name;
mod project;
mod schema;
