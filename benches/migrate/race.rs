//! Programs that do the same work in turn, so that a machine that is slow for a while is slow for all of them.

use crate::support::child::Line;
use crate::support::series::Series;
use crate::support::server::{Database, Server};
use anyhow::{Result, ensure};

/// One that takes part.
pub(crate) struct Runner<'a> {
    pub(crate) name: &'static str,
    /// Its command line for a database.
    pub(crate) line: Box<dyn Fn(&Database<'_>) -> Line + 'a>,
    /// What it must have left behind: a question and its answer.
    pub(crate) left: (String, String),
}

/// Runs all of them so often, each time on a fresh database, beginning with another one each time.
pub(crate) fn race(server: &Server, runs: usize, runners: &[Runner<'_>]) -> Result<Vec<Series>> {
    let mut series: Vec<Series> = runners
        .iter()
        .map(|runner| Series { name: runner.name, costs: Vec::new(), server: Vec::new() })
        .collect();
    // The first round fills caches and is not counted.
    for round in 0..=runs {
        for turn in 0..runners.len() {
            let which = (round + turn) % runners.len();
            let runner = &runners[which];
            let database = server.database()?;
            database.settle()?;
            let before = server.spent();
            let cost = (runner.line)(&database).run()?;
            database.settle()?;
            let spent = before.zip(server.spent()).map(|(before, after)| after - before);
            let (question, expected) = &runner.left;
            let found = database.ask(question)?;
            ensure!(found == *expected, "{}: {question} is {found}, not {expected}", runner.name);
            if round > 0 {
                series[which].costs.push(cost);
                series[which].server.extend(spent);
            }
        }
    }
    Ok(series)
}
