//! Programs that do the same work in turn, so that a machine that is slow for a while is slow for all of them.

use crate::support::child::{Cost, Line};
use crate::support::server::{Database, Server};
use crate::support::{median, report};
use anyhow::{Result, ensure};

/// One that takes part.
pub(crate) struct Runner<'a> {
    pub(crate) name: &'static str,
    /// Its command line for a database.
    pub(crate) line: Box<dyn Fn(&Database<'_>) -> Line + 'a>,
    /// What it must have left behind: a question and its answer.
    pub(crate) left: (String, String),
}

/// What one of them took.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    pub(crate) costs: Vec<Cost>,
    /// Seconds of processor time that the server spent on each; none where that is not known.
    pub(crate) server: Vec<f64>,
}

impl Series {
    pub(crate) fn median(&self, of: impl Fn(&Cost) -> f64) -> f64 {
        median(self.costs.iter().map(of))
    }

    /// The median of the ratios of runs that stood next to each other.
    pub(crate) fn ratio(&self, floor: &Self) -> f64 {
        median(self.costs.iter().zip(&floor.costs).map(|(a, b)| a.wall / b.wall))
    }
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

/// Prints a race; the first is the floor.
pub(crate) fn show(title: &str, series: &[Series]) {
    let Some(floor) = series.first() else { return };
    let rows = series.iter().map(|series| {
        let wall = |pick: fn(f64, f64) -> f64| series.costs.iter().map(|cost| cost.wall).reduce(pick);
        [
            series.name.to_owned(),
            format!("{:.3}", series.median(|cost| cost.wall)),
            format!("{:.3}", wall(f64::min).unwrap_or(f64::NAN)),
            format!("{:.3}", wall(f64::max).unwrap_or(f64::NAN)),
            format!("{:.2}", series.ratio(floor)),
            format!("{:.3}", series.median(|cost| cost.cpu)),
            match series.server.is_empty() {
                true => "-".to_owned(),
                false => format!("{:.2}", median(series.server.iter().copied())),
            },
            format!("{:.1}", series.median(|cost| cost.peak)),
        ]
    });
    report::print(
        title,
        ["", "median s", "min", "max", "ratio", "client cpu s", "server cpu s", "peak MiB"],
        rows,
    );
}
