//! What programs took that did the same work in turn, so that a machine that is slow for a while is slow for all of them.

use super::child::{Cost, Line};
use super::{median, report};
use anyhow::Result;

/// What one of them took.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    pub(crate) costs: Vec<Cost>,
    /// Seconds of processor time that the server spent on each; none where that is not known.
    pub(crate) server: Vec<f64>,
}

impl Series {
    /// Lets all lines run so often, in turn.
    pub(crate) fn of<const N: usize>(runs: usize, lines: &[(&'static str, Line); N]) -> Result<[Self; N]> {
        let mut series =
            lines.each_ref().map(|(name, _)| Self { name, costs: Vec::new(), server: Vec::new() });
        for _ in 0..runs {
            for ((_, line), series) in lines.iter().zip(&mut series) {
                series.costs.push(line.run()?);
            }
        }
        Ok(series)
    }

    pub(crate) fn median(&self, of: impl Fn(&Cost) -> f64) -> f64 {
        median(self.costs.iter().map(of))
    }

    /// The median of the ratios of runs that stood next to each other.
    pub(crate) fn ratio(&self, floor: &Self) -> f64 {
        median(self.costs.iter().zip(&floor.costs).map(|(a, b)| a.wall / b.wall))
    }
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
