//! `provost migrate`: the arguments of its verbs.

use super::value;
use crate::model::{Version, VersionWidth};
use crate::plan::{Goal, OutOfOrder};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Stands at the end of the noun's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost migrate new add_grades --down     make a file, and one that undoes it
  provost migrate plan --out plan.json      write down what would be done, for review
  provost migrate up --plan plan.json       do exactly that, or nothing
  provost migrate up --to +1 --dry-run      show the next step
  provost migrate down --to V003            undo everything above V003
  provost migrate status --check            exit with 1 when something is pending
  provost migrate up --database-url postgres://me@db.example.org/shop --migrations sql";

/// Verbs of `migrate`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Make an empty migration file with the next version
    New(New),
    /// Show what `up` would do
    Plan(Plan),
    /// Apply what is pending
    Up(Up),
    /// Undo migrations with their down files, newest first
    Down(Down),
    /// Undo the newest migrations and apply them again
    Redo(Redo),
    /// List migrations with their state
    Status(Status),
    /// Compare history with files and catalog
    Verify(Verify),
    /// Mend one row of the history, shown as a difference first
    Repair(Repair),
    /// Record migrations as applied in a database that already has their tables
    Baseline(Baseline),
    /// Take over the history that another tool has written
    Adopt(Adopt),
}

/// Makes an empty migration file with the next version.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// What the migration does, such as `add_grades`
    pub name: String,
    /// Make the file that undoes it, too
    #[arg(long)]
    pub down: bool,
    /// Run it outside of a transaction, statement by statement
    #[arg(long)]
    pub no_transaction: bool,
    /// Make an `R__` file, which runs again whenever it changes
    #[arg(long, conflicts_with_all = ["down", "timestamp"])]
    pub repeatable: bool,
    /// Number it with the time, even if the others are numbered from 1
    #[arg(long)]
    pub timestamp: bool,
}

/// How files become steps; the same for a preview and for the run.
#[derive(Debug, Clone, Args)]
pub struct Steps {
    /// Stop at this version; +N goes N up
    #[arg(long, value_name = "V|+N", allow_hyphen_values = true, value_parser = value::goal)]
    pub to: Option<Goal>,
    /// Apply all files in one transaction
    #[arg(long)]
    pub single_transaction: bool,
    /// Bring back what was changed by hand in what access rules generated
    #[arg(long)]
    pub restore_access: bool,
    /// Refuse a file that is older than the newest applied one (error), leave it out and say so (warn), or run it (apply)
    #[arg(long, value_name = "WHAT", default_value = "error", hide_possible_values = true)]
    pub out_of_order: OutOfOrder,
}

/// Shows what `up` would do.
#[derive(Debug, Clone, Args)]
pub struct Plan {
    /// How files become steps.
    #[command(flatten)]
    pub steps: Steps,
    /// Write the plan to this file, for `up --plan`
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Exit with 1 when something is pending
    #[arg(long)]
    pub check: bool,
}

/// Applies what is pending.
#[derive(Debug, Clone, Args)]
pub struct Up {
    /// How files become steps.
    #[command(flatten)]
    pub steps: Steps,
    /// Apply exactly this plan, and refuse when files or history have moved since
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "single_transaction", "out_of_order"])]
    pub plan: Option<PathBuf>,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Undoes migrations with their down files, newest first.
#[derive(Debug, Clone, Args)]
pub struct Down {
    /// Undo everything above this version; -N goes N down
    #[arg(long, value_name = "V|-N", default_value = "-1", allow_hyphen_values = true, value_parser = value::goal)]
    pub to: Goal,
    /// Undo all in one transaction
    #[arg(long)]
    pub single_transaction: bool,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Undoes the newest migrations and applies them again.
#[derive(Debug, Clone, Args)]
pub struct Redo {
    /// How many
    #[arg(value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..))]
    pub count: u32,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Lists migrations with their state.
#[derive(Debug, Clone, Args)]
pub struct Status {
    /// Exit with 1 when something is pending
    #[arg(long)]
    pub check: bool,
}

/// Compares history with files and catalog.
#[derive(Debug, Clone, Args)]
pub struct Verify {}

/// Mends one row of the history, shown as a difference first.
#[derive(Debug, Clone, Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub struct Repair {
    /// Record the file's checksum as it is now
    #[arg(long, group = "what", value_name = "VERSION", value_parser = value::version)]
    pub checksum: Option<Version>,
    /// Record the version as applied, and run nothing
    #[arg(long, group = "what", value_name = "VERSION", value_parser = value::version)]
    pub mark_applied: Option<Version>,
    /// Take the version out of history, and undo nothing
    #[arg(long, group = "what", value_name = "VERSION", value_parser = value::version)]
    pub mark_reverted: Option<Version>,
    /// Widen the history's version column, for time-stamped files
    #[arg(long, group = "what", value_name = "TYPE", value_parser = history_type)]
    pub history_type: Option<VersionWidth>,
    /// Show the difference, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Records migrations as applied in a database that already has their tables.
#[derive(Debug, Clone, Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub struct Baseline {
    /// The newest version that the database already has
    #[arg(group = "what", value_name = "VERSION", value_parser = value::version)]
    pub version: Option<Version>,
    /// Find it out: the newest version whose objects are all there
    #[arg(long, group = "what")]
    pub detect: bool,
    /// Show what would be recorded, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Takes over the history that another tool has written.
#[derive(Debug, Clone, Args)]
pub struct Adopt {
    /// supabase, sqlx, dbmate, flyway, golang-migrate or refinery
    #[arg(long, value_name = "TOOL", hide_possible_values = true)]
    pub from: Tool,
    /// Show what would be recorded, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A tool whose history can be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// `supabase_migrations.schema_migrations`.
    Supabase,
    /// `_sqlx_migrations`.
    Sqlx,
    /// `schema_migrations`.
    Dbmate,
    /// `flyway_schema_history`.
    Flyway,
    /// `schema_migrations` with a `dirty` flag.
    GolangMigrate,
    /// `refinery_schema_history`.
    Refinery,
}

fn history_type(text: &str) -> Result<VersionWidth, String> {
    match text {
        "int8" => Ok(VersionWidth::Int8),
        _ => Err("the only type to change to is int8".to_owned()),
    }
}
