//! `provost lint`: its arguments.

use clap::Args;
use std::path::PathBuf;

/// Options that many commands take and that mean something here: no database is asked.
const TAKEN: [&str; 4] = ["project", "migrations", "no_env_file", "format"];

/// Looks for what migrations should not do to tables that people use, in their text alone; no database is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "What the same file creates is nobody's yet, and is left alone. An exception is a comment before the statement:
  -- provost:allow RULE: reason

Examples:
  provost lint                                the project's migrations
  provost lint --changed-since origin/main    those that a pull request adds or changes
  provost lint sql/main/V012__orders.sql --format github
  provost lint --explain index-blocks-writes"
)]
pub struct Lint {
    /// Files and folders; the folders of the project's migrations when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only files that differ from this revision, or that git does not know yet
    #[arg(long, value_name = "REV")]
    pub changed_since: Option<String>,
    /// Exit with 1 at warnings too
    #[arg(long)]
    pub strict: bool,
    /// Say what a rule finds, why that matters, and how to mend it
    #[arg(long, value_name = "RULE", conflicts_with_all = ["strict", "changed_since", "paths"])]
    pub explain: Option<String>,
}

/// Whether an option that many commands take means something to it.
pub(super) fn takes(option: &str) -> bool {
    TAKEN.contains(&option)
}
