//! What the tests share: a server for the whole run, a fresh database for each test, a project in a directory of its own, the program.
#![expect(dead_code, reason = "each test binary uses a part")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod program;
mod project;
pub(crate) mod schema;
mod server;

#[expect(unused_imports, reason = "each test binary uses a part")]
pub(crate) use {
    program::{process, provost},
    project::{Project, Run},
    server::{TestDatabase, TestServer, binaries, home, wait},
};
