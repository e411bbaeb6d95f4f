//! Tables of what was measured, and of what was hoped for.

use crate::race::{Series, median};
use comfy_table::{CellAlignment, Table, presets};

/// The targets that were looked at.
#[derive(Default)]
pub(crate) struct Report(Vec<[String; 4]>);

impl Report {
    /// Compares a figure with the most that it should be.
    pub(crate) fn target(&mut self, what: &str, measured: f64, most: f64, unit: &str) {
        let figure = |value: f64| match value.fract() == 0.0 || value >= 100.0 {
            true => format!("{value:.0}{unit}"),
            false => format!("{value:.2}{unit}"),
        };
        let holds = if measured <= most { "yes" } else { "NO" };
        self.0.push([what.to_owned(), format!("<= {}", figure(most)), figure(measured), holds.to_owned()]);
    }

    pub(crate) fn print_targets(self) {
        print("Targets", ["what", "target", "measured", "holds"], self.0);
    }
}

/// Prints a race; the first is the floor.
pub(crate) fn race(title: &str, series: &[Series]) {
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
    print(title, ["", "median s", "min", "max", "ratio", "client cpu s", "server cpu s", "peak MiB"], rows);
}

/// Prints a table.
pub(crate) fn print<const N: usize>(
    title: &str,
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("{title}\n\n{table}\n");
}
