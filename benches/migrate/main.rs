//! What `provost migrate up` costs, measured against `psql` with the same SQL in the same run.
//!
//! `cargo bench --bench migrate [FILTER] [-- --runs N]` prints counts, which do not depend on the machine, and ratios of medians of
//! interleaved runs, which depend on it little. The server is one of its own with PostgreSQL's default settings, and each run has a fresh
//! database. It ends with a table of targets; one that does not hold is told and is no error: this measures, tests are elsewhere.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that starts processes, takes the time and prints it"
)]

mod measure;
mod race;
#[path = "../support/mod.rs"]
mod support;
mod work;

use anyhow::Result;
use support::Asked;
use support::server::Server;

fn main() -> Result<()> {
    let Some(mut asked) = Asked::read()? else { return Ok(()) };
    let runs = asked.number("--runs", 7)?;
    let server = Server::start(&[])?;
    println!("{}; default settings, {runs} interleaved runs, a fresh database each\n", server.version());
    asked.measure(&measure::ALL, |measure, report| measure(&server, runs, report))
}
