//! `provost drift`: the arguments of its verbs.

use crate::snapshot::Category;
use clap::{Args, Subcommand};
use secrecy::SecretString;
use std::path::PathBuf;

/// Stands at the end of the noun's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost drift check                                 main against what the project's files and rules make
  provost drift check --only policies,rls,grants      who may see and change what, and nothing else
  provost drift check --fix-sql mend.sql              and write the SQL that makes the check clean
  provost drift snapshot --out main.json              the whole catalog as a file that can be committed
  provost drift check --against main.json             compare with it; no server of our own is started
  provost drift diff main.json postgres://me@db/shop  a file and a database, or two of either";

/// Verbs of `drift`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Compare a database with what the project's files and rules make
    Check(Check),
    /// Write down all that a database's catalog says
    Snapshot(Snapshot),
    /// Compare two databases, or what was written down of them
    Diff(Diff),
}

/// Compares a database with what the project's files and rules make. Exit code 1 means that they differ.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// Compare with this snapshot, and start no server for the files
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// What to tell, and to write.
    #[command(flatten)]
    pub report: Report,
    /// Let the differences in this file stand, each with its reason and until its date; `drift.accept.toml` beside the project's file when left
    /// out
    #[arg(long, value_name = "FILE")]
    pub accept: Option<PathBuf>,
}

/// Writes down all that a database's catalog says, as one JSON document in one form.
#[derive(Debug, Clone, Args)]
pub struct Snapshot {
    /// Write it to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Compares two databases, or what was written down of them. Exit code 1 means that they differ.
#[derive(Debug, Clone, Args)]
pub struct Diff {
    /// What should be: a snapshot's file, or the URL of a database
    #[arg(value_name = "WANTED", value_parser = secret)]
    pub wanted: SecretString,
    /// What is: a snapshot's file, or the URL of a database
    #[arg(value_name = "FOUND", value_parser = secret)]
    pub found: SecretString,
    /// What to tell, and to write.
    #[command(flatten)]
    pub report: Report,
}

/// What to tell of differences, and what to write.
#[derive(Debug, Clone, Args)]
pub struct Report {
    /// Look at these alone, such as `policies,rls,grants,functions`
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub only: Vec<Category>,
    /// Write the SQL that undoes the differences to this file; nothing is run
    #[arg(long, value_name = "FILE")]
    pub fix_sql: Option<PathBuf>,
}

#[expect(clippy::unnecessary_wraps, reason = "the form clap asks for")]
fn secret(text: &str) -> Result<SecretString, String> {
    Ok(text.into())
}
