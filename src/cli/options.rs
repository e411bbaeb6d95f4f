//! Options that many commands take, at any place of the command line.
//!
//! A flag wins over its environment variable, and that over `provost.toml`; [`crate::command`] puts them together.

use super::value;
use crate::model::HistoryTable;
use crate::render::report::Format;
use clap::{ArgAction, Args, ColorChoice};
use secrecy::SecretString;
use std::path::PathBuf;
use std::time::Duration;

/// Options that many commands take.
#[derive(Debug, Clone, Default, Args)]
pub struct Options {
    /// Which database.
    #[command(flatten)]
    pub target: Target,
    /// Which files.
    #[command(flatten)]
    pub files: Files,
    /// How to connect, and how long to wait.
    #[command(flatten)]
    pub connection: Connection,
    /// Which server of our own.
    #[command(flatten)]
    pub server: Server,
    /// Where the master key is.
    #[command(flatten)]
    pub key: MasterKey,
    /// What is printed, and how.
    #[command(flatten)]
    pub output: Output,
}

/// Which database a command works on; main when nothing is said.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Target")]
pub struct Target {
    /// Work on the main database; this is the default
    #[arg(long, global = true, hide_short_help = true, conflicts_with_all = ["course", "database_url"])]
    pub main: bool,
    /// Work on the database of this course
    #[arg(long, global = true, value_name = "CODE")]
    pub course: Option<String>,
    /// Work on this database; `PROVOST_DATABASE_URL` keeps a password out of the process list
    #[arg(long, global = true, value_name = "URL", value_parser = secret)]
    pub database_url: Option<SecretString>,
    /// Do not ask before something is lost
    #[arg(long, global = true)]
    pub yes: bool,
}

/// Which files a command reads.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Files")]
pub struct Files {
    /// Read this project file instead of the nearest `provost.toml` upwards [env: PROVOST_PROJECT]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub project: Option<PathBuf>,
    /// Read the migrations in this folder [env: PROVOST_MIGRATIONS]
    #[arg(long, global = true, value_name = "DIR")]
    pub migrations: Option<PathBuf>,
    /// Read the access rules in this file, instead of those that the project names; can be given several times
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub access: Vec<PathBuf>,
    /// Do not read `.env`
    #[arg(long, global = true, hide_short_help = true)]
    pub no_env_file: bool,
}

/// How to connect, and how long to wait.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Connection")]
pub struct Connection {
    /// Trust the certificates in this PEM file [env: PROVOST_SSL_ROOT_CERT]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub ssl_root_cert: Option<PathBuf>,
    /// Give up connecting after this long [env: PROVOST_CONNECT_TIMEOUT]
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true, value_parser = value::duration)]
    pub connect_timeout: Option<Duration>,
    /// Stall nobody for longer than this per try to lock a table [env: PROVOST_LOCK_TIMEOUT]
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true, value_parser = value::duration)]
    pub lock_timeout: Option<Duration>,
    /// Keep trying to lock for this long in all [env: PROVOST_LOCK_WAIT]
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true, value_parser = value::duration)]
    pub lock_wait: Option<Duration>,
    /// Stop a statement that runs longer than this [env: PROVOST_STATEMENT_TIMEOUT]
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true, value_parser = value::duration)]
    pub statement_timeout: Option<Duration>,
    /// Keep the history in this table instead of `provost.history` [env: PROVOST_HISTORY_TABLE]
    #[arg(long, global = true, value_name = "SCHEMA.TABLE", hide_short_help = true, value_parser = history_table)]
    pub history_table: Option<HistoryTable>,
}

/// Which PostgreSQL is started where no database is named.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Own server")]
pub struct Server {
    /// Start the PostgreSQL in this folder, or `fetched` for the pinned one [env: PROVOST_PG_BIN]
    #[arg(long, global = true, value_name = "DIR", hide_short_help = true)]
    pub pg_bin: Option<PathBuf>,
    /// Never fetch a PostgreSQL, use what is installed
    #[arg(long, global = true, hide_short_help = true)]
    pub no_fetch: bool,
    /// Make scratch databases on this server instead of one of provost's own; they are dropped again [env: PROVOST_SHADOW_URL]
    #[arg(long, global = true, value_name = "URL", hide_short_help = true, value_parser = secret)]
    pub shadow_url: Option<SecretString>,
}

/// Where the master key of the courses' credentials is.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Vault")]
pub struct MasterKey {
    /// Read the master key from this file [env: PROVOST_KEY_FILE]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true, conflicts_with = "key_fd")]
    pub key_file: Option<PathBuf>,
    /// Read the master key from this open file descriptor
    #[arg(long, global = true, value_name = "NUMBER", hide_short_help = true)]
    #[arg(value_parser = clap::value_parser!(i32).range(3..=1023))]
    pub key_fd: Option<i32>,
}

/// What is printed, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Print the result as text or json; commands that find things can print jsonl, sarif, junit and github too
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text", hide_short_help = true)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: Format,
    /// Use colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_short_help = true)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub color: ColorChoice,
    /// Print results, warnings and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", hide_short_help = true)]
    pub quiet: bool,
    /// Print what is done inside; twice for more
    #[arg(short, long, global = true, action = ArgAction::Count, hide_short_help = true)]
    pub verbose: u8,
}

impl Default for Output {
    fn default() -> Self {
        Self { format: Format::Text, color: ColorChoice::Auto, quiet: false, verbose: 0 }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the form clap asks for")]
fn secret(text: &str) -> Result<SecretString, String> {
    Ok(text.into())
}

fn history_table(text: &str) -> Result<HistoryTable, String> {
    HistoryTable::parse(text).map_err(|failure| failure.to_string())
}
