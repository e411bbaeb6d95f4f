//! What generated policies cost those who ask, and what rendering and planning rules costs those who wait for it.
//!
//! `cargo bench --bench access [FILTER] [-- --runs N] [--rows N]`. Each query is asked three times in turn: with a WHERE written by hand and
//! row level security bypassed, through the policies that provost makes, and through the policies as the documents write them. Then it is
//! asked where there are ten times fewer rows of others, and the buffers that it touches are compared, which no machine changes. The
//! server has PostgreSQL's default settings but for two that would hide the form of a query: `jit` and parallel workers are off.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that starts processes, takes the time and prints it"
)]

mod measure;
mod outcome;
mod project;
mod shape;
mod stage;
#[path = "../support/mod.rs"]
mod support;

use anyhow::Result;
use support::Asked;
use support::server::Server;

/// What is chosen on the command line.
pub(crate) struct Size {
    /// Timed runs of each query and program.
    pub(crate) runs: usize,
    /// Rows of each table.
    pub(crate) rows: usize,
}

fn main() -> Result<()> {
    let Some(mut asked) = Asked::read()? else { return Ok(()) };
    let size = Size { runs: asked.number("--runs", 7)?, rows: asked.number("--rows", 1_000_000)? };
    let server = Server::start(&[("jit", "off"), ("max_parallel_workers_per_gather", "0")])?;
    println!(
        "{}; default settings but jit and parallel workers off; {} rows a table, {} interleaved warm runs\n",
        server.version(),
        size.rows,
        size.runs
    );
    asked.measure(&measure::ALL, |measure, report| measure(&server, &size, report))
}
