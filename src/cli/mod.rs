//! What a person types: types and help text, no behaviour.
//!
//! One file a noun. A verb stands in [`Command`] only when [`crate::command`] has a body for it.

pub mod db;
pub mod migrate;
mod options;
mod redact;
mod shell;
mod start;
mod tree;
pub mod value;

pub use options::{Connection, Files, Format, Options, Output, Server, Target};
pub use redact::redact;
pub use shell::{Completions, Man};
pub use start::{Doctor, Init, Quickstart};
pub use tree::{color, parse, tree};

use clap::{Parser, Subcommand};

/// Migrates PostgreSQL and Supabase databases, and shows what it will do before it does it.
#[derive(Debug, Parser)]
#[command(name = "provost", version, max_term_width = 100, propagate_version = false)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// Options that many commands take.
    #[command(flatten)]
    pub options: Options,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring a database to the state that the project's files describe
    #[command(subcommand, after_long_help = migrate::EXAMPLES)]
    Migrate(migrate::Command),
    /// Run the PostgreSQL that provost owns: for first steps, shadows and tests
    #[command(subcommand)]
    Db(db::Command),
    /// Print a script that completes `provost` commands in your shell
    Completions(Completions),
    /// Print a manual page
    Man(Man),
}

impl Command {
    /// Whether an option that many commands take means something to this one.
    fn takes(&self, option: &str) -> bool {
        match self {
            Self::Migrate(_) => true,
            Self::Db(verb) => verb.takes(option),
            Self::Completions(_) | Self::Man(_) => false,
        }
    }
}
