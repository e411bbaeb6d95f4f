//! Migrations against a real server, under everything that can go wrong on the way.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "starts programs, writes files, takes time")]
#![expect(clippy::print_stdout, reason = "a test that passes tells how much it tried")]

mod busy;
mod client;
mod crowd;
mod faults;
mod halt;
mod index;
mod leak;
mod proxy;
mod scene;
#[path = "../support/mod.rs"]
mod support;
mod window;
