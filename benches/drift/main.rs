//! What `drift check` costs beside what a careful person would do by hand: dump the schema of both sides and compare the texts.
//!
//! `cargo bench --bench drift [FILTER] [-- --runs N]`. The database is the largest of the examples, on a server with PostgreSQL's default
//! settings. The texts of two dumps say that a line differs, and neither which object it belongs to nor how to undo it.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that starts processes, takes the time and prints it"
)]

mod measure;
#[path = "../support/mod.rs"]
mod support;

use anyhow::Result;
use support::Asked;
use support::server::Server;

fn main() -> Result<()> {
    let Some(mut asked) = Asked::read()? else { return Ok(()) };
    let runs = asked.number("--runs", 7)?;
    let server = Server::start(&[])?;
    println!("{}; default settings, {runs} interleaved runs\n", server.version());
    asked.measure(&measure::ALL, |measure, report| measure(&server, runs, report))
}
