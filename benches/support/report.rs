//! Tables of what was measured, and of what was hoped for.

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
        self.add(what, format!("<= {}", figure(most)), figure(measured), measured <= most);
    }

    /// Adds a target that is more than one figure.
    pub(crate) fn add(&mut self, what: &str, target: String, measured: String, holds: bool) {
        let holds = if holds { "yes" } else { "NO" };
        self.0.push([what.to_owned(), target, measured, holds.to_owned()]);
    }

    pub(crate) fn print_targets(self) {
        print("Targets", ["what", "target", "measured", "holds"], self.0);
    }
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
