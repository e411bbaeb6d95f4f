//! What bad input gets, and who else reads our history: the program itself against real servers.
//!
//! Each refusal is pinned as a person sees it, with its exit code, and the database is compared with what it was before.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests start servers, write files, and fail by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/certificate.rs"]
mod certificate;
#[path = "../pg/pgbouncer.rs"]
mod pgbouncer;
#[expect(dead_code, reason = "the tests of connecting use the rest")]
#[path = "../pg/server.rs"]
mod server;

#[path = "../campus/catalog.rs"]
mod platform_catalog;

mod bytes;
mod catalog;
mod changed;
mod control;
mod documents;
mod hostile_text;
mod login;
mod names;
mod reviewed;
mod rights;
mod statements;
mod stock_refinery;
mod supabase;
mod supabase_files;
mod trial;
