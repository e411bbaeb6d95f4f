//! A proof as a person reads it, and as a document.

use super::{Table, findings};
use crate::access::proof::Report;
use crate::finding::Finding;
use serde::Serialize;

/// One line a table, then what was found.
pub fn report(report: &Report, width: Option<usize>) -> String {
    let mut table = Table::new(["TABLE", "DECISIONS", "MISMATCHES"]).right(1).right(2);
    for line in &report.tables {
        let cells = [line.table.to_string(), line.decisions.to_string(), line.mismatches.to_string()];
        table.row(cells);
    }
    let gap = if report.findings.is_empty() { "" } else { "\n" };
    format!("{}{gap}{}", table.render(width), findings(&report.findings))
}

/// A proof as a document.
#[derive(Debug, Serialize)]
pub struct ProofDocument<'a> {
    seed: u64,
    worlds: usize,
    decisions: usize,
    mismatches: usize,
    tables: Vec<TableDocument>,
    findings: &'a [Finding],
}

#[derive(Debug, Serialize)]
struct TableDocument {
    table: String,
    decisions: usize,
    mismatches: usize,
}

impl<'a> ProofDocument<'a> {
    /// Makes one.
    pub fn new(report: &'a Report, seed: u64, worlds: usize) -> Self {
        let table = |line: &crate::access::proof::TableReport| TableDocument {
            table: line.table.to_string(),
            decisions: line.decisions,
            mismatches: line.mismatches,
        };
        Self {
            seed,
            worlds,
            decisions: report.decisions(),
            mismatches: report.mismatches(),
            tables: report.tables.iter().map(table).collect(),
            findings: &report.findings,
        }
    }
}
