//! A proof as a person reads it, and as a document.

use super::{Table, findings};
use crate::access::proof::{Mutation, Report};
use crate::finding::Finding;
use serde::Serialize;

/// The command that prints proofs.
pub const COMMAND: &str = "access test";

/// One line a table, then what was found.
pub fn report(report: &Report, width: Option<usize>) -> String {
    let mut table = Table::new(["TABLE", "DECISIONS", "MISMATCHES"]).right(1).right(2);
    for line in &report.tables {
        let cells = [line.table.to_string(), line.decisions.to_string(), line.mismatches.to_string()];
        table.row(cells);
    }
    let gap = if report.findings.is_empty() { "" } else { "\n" };
    let mutants = report.mutation.as_ref().map(mutants).unwrap_or_default();
    format!("{}{mutants}{gap}{}", table.render(width), findings(&report.findings))
}

fn mutants(mutation: &Mutation) -> String {
    let accepted =
        if mutation.accepted > 0 { format!(", {} accepted", mutation.accepted) } else { String::new() };
    let Mutation { killed, survived, equivalent, .. } = mutation;
    format!(
        "\nweaker rules: {killed} noticed, {survived} not{accepted}; {equivalent} that nobody could notice\n"
    )
}

/// A proof as a document.
#[derive(Debug, Serialize)]
pub struct ProofDocument<'a> {
    command: &'static str,
    seed: u64,
    worlds: usize,
    decisions: usize,
    mismatches: usize,
    tables: Vec<TableDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutants: Option<&'a Mutation>,
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
            command: COMMAND,
            seed,
            worlds,
            decisions: report.decisions(),
            mismatches: report.mismatches(),
            tables: report.tables.iter().map(table).collect(),
            mutants: report.mutation.as_ref(),
            findings: &report.findings,
        }
    }
}
