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

mod child;
mod frames;
mod link;
mod measure;
mod race;
mod report;
mod server;
mod work;

use anyhow::{Context as _, Result};
use report::Report;
use server::Server;

fn main() -> Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if args.first().is_some_and(|arg| arg == child::OBSERVE) {
        return child::observe(&args[1..]);
    }
    let mut runs = 7;
    if let Some(at) = args.iter().position(|arg| arg == "--runs") {
        let number = args.get(at + 1).context("`--runs` needs a number")?;
        runs = number.parse().context("`--runs` needs a number")?;
        args.drain(at..at + 2);
    }
    let chosen = |name: &str| args.is_empty() || args.iter().any(|filter| name.contains(filter.as_str()));
    let server = Server::start()?;
    println!("{}; default settings, {runs} interleaved runs, a fresh database each\n", server.version());
    let mut report = Report::default();
    for (name, measure) in measure::ALL {
        if chosen(name) {
            measure(&server, runs, &mut report).with_context(|| format!("measuring `{name}`"))?;
        }
    }
    report.print_targets();
    Ok(())
}
