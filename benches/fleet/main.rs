//! What a rollout costs, measured against threads that send the same SQL to the same databases, in the same run.
//!
//! `cargo bench --bench fleet [FILTER] [-- --runs N]` prints counts, which do not depend on the machine, and ratios of medians of
//! interleaved runs. The server is one of its own with PostgreSQL's default settings; main and the courses are on it. It ends with a table
//! of targets; one that does not hold is told and is no error: this measures, tests are elsewhere.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that starts processes, takes the time and prints it"
)]

mod campus;
mod catalogs;
mod figures;
mod floor;
mod measure;
mod roll;
#[path = "../support/mod.rs"]
mod support;

use anyhow::Result;
use support::Asked;
use support::server::Server;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == roll::ROLL) {
        return roll::roll(&args[1..]);
    }
    if args.first().is_some_and(|arg| arg == catalogs::CATALOGS) {
        return catalogs::ask(&args[1..]);
    }
    let Some(mut asked) = Asked::read()? else { return Ok(()) };
    let runs = asked.number("--runs", 5)?;
    let server = Server::start(&[("max_connections", "200")])?;
    println!("{}; default settings, {runs} interleaved runs\n", server.version());
    asked.measure(&measure::ALL, |measure, report| measure(&server, runs, report))
}
