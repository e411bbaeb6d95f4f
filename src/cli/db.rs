//! `provost db`: the arguments of its verbs.

use clap::{Args, Subcommand};

/// Verbs of `db`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Start the embedded server, making its cluster the first time
    Start(Start),
    /// Stop the embedded server; what it holds stays
    Stop,
    /// Show whether the embedded server runs, which one it is, and what it holds
    Status,
    /// Print the URL of a database of the embedded server
    Url(Url),
    /// Open `psql` on a database of the embedded server, starting the server first
    Psql(Psql),
    /// Drop a database of the embedded server and make it anew, empty
    Reset(Reset),
    /// Install roles, `auth` and `storage` as Supabase has them in the database of `--database-url`
    #[command(after_help = PLATFORM)]
    Platform,
}

/// Options that all verbs take. None of those that name another target: a verb that drops a database must not seem to work on that.
const TAKEN: [&str; 6] = ["project", "no_env_file", "pg_bin", "no_fetch", "yes", "format"];
/// Options that `platform` takes beside them.
const TAKEN_BY_PLATFORM: [&str; 3] = ["database_url", "ssl_root_cert", "connect_timeout"];

impl Command {
    /// Whether an option that many commands take means something to this verb.
    pub(super) fn takes(&self, option: &str) -> bool {
        takes(matches!(self, Self::Platform), option)
    }
}

/// Whether an option that many commands take means something to a verb.
pub(super) fn takes(is_platform: bool, option: &str) -> bool {
    TAKEN.contains(&option) || is_platform && TAKEN_BY_PLATFORM.contains(&option)
}

const PLATFORM: &str = "The embedded server has them by itself. Elsewhere they are installed only by this command, as a superuser, and \
never where `auth` or `storage` exist already.

Example:
  provost db platform --database-url postgres://postgres@localhost/campus";

/// Starts the embedded server.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  provost db start
  psql \"$(provost db url)\"
  provost db start --tcp 54329    # for programs that cannot use a socket")]
pub struct Start {
    /// Listen on this port of 127.0.0.1, with a password, beside the socket
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1024..))]
    pub tcp: Option<u16>,
}

/// Which database of the embedded server.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// The database's name; the project's name when left out
    #[arg(value_name = "DATABASE")]
    pub name: Option<String>,
}

/// Prints a URL.
#[derive(Debug, Clone, Args)]
pub struct Url {
    /// Which database.
    #[command(flatten)]
    pub database: Database,
    /// As the superuser, not as `postgres`, which is none
    #[arg(long)]
    pub superuser: bool,
    /// Over TCP, with the password in it; the server must listen on a port
    #[arg(long, conflicts_with = "superuser")]
    pub tcp: bool,
}

/// Opens `psql`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  provost db psql
  provost db psql campus -- -c 'select count(*) from auth.users'")]
pub struct Psql {
    /// Which database.
    #[command(flatten)]
    pub database: Database,
    /// As the superuser, not as `postgres`, which is none
    #[arg(long)]
    pub superuser: bool,
    /// Arguments for `psql`
    #[arg(last = true, value_name = "ARGUMENT")]
    pub arguments: Vec<std::ffi::OsString>,
}

/// Makes a database anew.
#[derive(Debug, Clone, Args)]
pub struct Reset {
    /// Which database.
    #[command(flatten)]
    pub database: Database,
    /// Remove the whole cluster with all its databases; the next start makes a new one
    #[arg(long, conflicts_with = "name")]
    pub cluster: bool,
}
