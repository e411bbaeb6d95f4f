//! Tables of text that fit a terminal: columns two spaces apart, no lines around them.

use super::escape;
use super::style::{STRONG, Styled};
use comfy_table::{CellAlignment, ContentArrangement};

/// A table in the making. Cells are escaped when they are added.
#[derive(Debug)]
pub struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Table {
    /// Starts a table with its column heads.
    pub fn new(heads: impl IntoIterator<Item = &'static str>) -> Self {
        Self { heads: heads.into_iter().collect(), rows: Vec::new(), right: Vec::new() }
    }

    /// Aligns a column to the right: numbers and durations.
    #[must_use]
    pub fn right(mut self, column: usize) -> Self {
        self.right.push(column);
        self
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(|cell| escape::line(cell.as_ref()).into_owned()).collect());
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Draws it for a terminal of `width` columns, or as wide as it is for a file or a pipe.
    pub fn render(self, width: Option<usize>) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING).set_header(&self.heads).add_rows(&self.rows);
        match width {
            Some(width) => {
                let width = u16::try_from(width).unwrap_or(u16::MAX);
                table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
            }
            None => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if self.right.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut lines = table.lines().map(|line| line.trim_end().to_owned());
        let head = lines.next().map(|head| format!("{}\n", Styled(STRONG, head)));
        head.into_iter().chain(lines.map(|line| line + "\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new(["VERSION", "NAME", "TIME"]).right(2);
        table.row(["V001", "create_users", "4 ms"]);
        table.row(["V002", "a name that is long enough to be broken", "1,204 ms"]);
        table.row(["V003", "bad\x1b[2J", ""]);
        table
    }

    #[test]
    fn as_wide_as_it_is() {
        insta::assert_snapshot!(anstream::adapter::strip_str(&sample().render(None)).to_string());
    }

    #[test]
    fn broken_to_fit() {
        let text = anstream::adapter::strip_str(&sample().render(Some(40))).to_string();
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        insta::assert_snapshot!(text);
    }
}
