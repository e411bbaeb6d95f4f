//! `provost report`: its arguments.

use clap::Args;
use std::path::PathBuf;

/// Writes one HTML page about the project: migrations, drift, who may touch what, tables and how they hang together.
///
/// The page needs nothing else: no script, no picture, no font from elsewhere. Nothing is written to a database.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  provost report --out report.html         the page, to be opened in a browser or printed
  provost report --format json | jq .      what it shows, as one JSON document")]
pub struct Report {
    /// Write it to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
