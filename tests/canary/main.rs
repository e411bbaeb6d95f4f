//! No secret leaves the program: distinctive ones go through every command that touches them, and nobody finds them anywhere.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests read files and start processes; one that cannot be set up fails"
)]

mod arguments;
#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/certificate.rs"]
mod certificate;
#[path = "../db/client.rs"]
mod client;
mod commands;
mod memory;
mod scene;
#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/server.rs"]
mod server;
mod sources;
mod spelling;
#[path = "../support/mod.rs"]
mod support;
