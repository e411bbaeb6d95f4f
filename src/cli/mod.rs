//! What a person types: types and help text, no behaviour.
//!
//! One file a noun. A verb stands in [`Command`] only when [`crate::command`] has a body for it.

pub mod access;
pub mod course;
pub mod db;
pub mod drift;
pub mod fleet;
mod lint;
pub mod migrate;
mod options;
mod redact;
pub mod report;
mod shell;
mod start;
mod tree;
mod validate;
pub mod value;
pub mod vault;

pub use crate::render::report::Format;
pub use lint::Lint;
pub use options::{Connection, Files, MasterKey, Options, Output, Server, Target};
pub use redact::redact;
pub use shell::{Completions, Man};
pub use start::{Doctor, Init, Quickstart, System};
pub use tree::{color, parse, tree};
pub use validate::Validate;

use clap::{Parser, Subcommand};

/// Migrates PostgreSQL and Supabase databases, and shows what it will do before it does it.
#[derive(Debug, Parser)]
#[command(name = "provost", version, max_term_width = 100, propagate_version = false)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = start::EXAMPLES)]
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
    /// See the whole main job done, on a server of provost's own
    Quickstart(Quickstart),
    /// Write a new project
    Init(Init),
    /// Bring a database to the state that the project's files describe
    #[command(subcommand, after_long_help = migrate::EXAMPLES)]
    Migrate(migrate::Command),
    /// Say who may touch what, and prove it
    #[command(subcommand, after_long_help = access::EXAMPLES)]
    Access(access::Command),
    /// Compare a database with what it should be, and write the SQL that mends it
    #[command(subcommand, after_long_help = drift::EXAMPLES)]
    Drift(drift::Command),
    /// Write a page about the project for a browser
    Report(report::Report),
    /// Set up the main database, or a course's
    #[command(subcommand, after_long_help = course::PROVISION_EXAMPLES)]
    Provision(course::Provision),
    /// Look after courses and the credentials of their databases
    #[command(subcommand, after_long_help = course::COURSE_EXAMPLES)]
    Course(course::Command),
    /// Bring many course databases to the same files, in waves, and see how far each is
    #[command(subcommand, after_long_help = fleet::EXAMPLES)]
    Fleet(fleet::Command),
    /// Keep the master key that opens courses' credentials, and change it
    #[command(subcommand, after_long_help = vault::EXAMPLES)]
    Vault(vault::Command),
    /// Look for what migrations should not do to tables that people use
    Lint(Lint),
    /// Look for what is wrong in a database, by queries: ours and your own
    Validate(Validate),
    /// Run the PostgreSQL that provost owns: for first steps, shadows and tests
    #[command(subcommand)]
    Db(db::Command),
    /// Look for what could go wrong: machine, project, target
    Doctor(Doctor),
    /// Print a script that completes `provost` commands in your shell
    Completions(Completions),
    /// Print a manual page
    Man(Man),
}

impl Command {
    /// How its result can be printed.
    fn formats(&self) -> &'static [Format] {
        let finds = match self {
            Self::Migrate(verb) => matches!(verb, migrate::Command::Verify(_)),
            Self::Access(verb) => match verb {
                access::Command::Lint(args) => args.explain.is_none(),
                verb => matches!(verb, access::Command::Test(_)),
            },
            Self::Drift(verb) => !matches!(verb, drift::Command::Snapshot(_)),
            Self::Lint(args) => args.explain.is_none(),
            Self::Validate(args) => args.explain.is_none(),
            Self::Doctor(_) => true,
            _ => false,
        };
        if finds { Format::ALL } else { Format::PLAIN }
    }

    /// Whether an option that many commands take means something to this one.
    fn takes(&self, option: &str) -> bool {
        match self {
            Self::Access(_) | Self::Drift(_) | Self::Report(_) => true,
            // No shadow is made for these.
            Self::Migrate(_) | Self::Validate(_) => option != "shadow_url",
            Self::Provision(_) | Self::Course(_) | Self::Fleet(_) | Self::Vault(_) => course::takes(option),
            Self::Db(verb) => verb.takes(option),
            Self::Lint(_) => lint::takes(option),
            Self::Quickstart(_) => start::takes("quickstart", option),
            Self::Init(_) => start::takes("init", option),
            Self::Doctor(_) => start::takes("doctor", option),
            Self::Completions(_) | Self::Man(_) => false,
        }
    }
}
