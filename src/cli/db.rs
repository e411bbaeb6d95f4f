//! `provost db`: the arguments of its verbs.

use clap::{Args, Subcommand};
use std::ffi::OsString;

/// Verbs of `db`: the PostgreSQL that provost owns.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {}

/// Starts the server; it goes on running.
#[derive(Debug, Clone, Args)]
pub struct Start {
    /// Listen on this port of 127.0.0.1, too; without it only a socket is made that nobody else can open
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub tcp: Option<u16>,
}

/// Stops the server; its data stays.
#[derive(Debug, Clone, Args)]
pub struct Stop {}

/// Says whether the server runs, which one it is, and where its data is.
#[derive(Debug, Clone, Args)]
pub struct Status {}

/// Prints the URL of a database.
#[derive(Debug, Clone, Args)]
pub struct Url {
    /// The database; the project's own when left out
    pub database: Option<String>,
}

/// Opens `psql` on the target.
#[derive(Debug, Clone, Args)]
pub struct Psql {
    /// Arguments for `psql`, after `--`
    #[arg(last = true, value_name = "ARGUMENTS")]
    pub arguments: Vec<OsString>,
}

/// Drops the project's database on the server and makes it anew, empty.
#[derive(Debug, Clone, Args)]
pub struct Reset {
    /// The database; the project's own when left out
    pub database: Option<String>,
}

/// Installs what Supabase brings (roles, `auth`, `storage`) in a plain PostgreSQL.
#[derive(Debug, Clone, Args)]
pub struct Platform {}
