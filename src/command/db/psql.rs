//! `provost db psql`: becomes the server's own `psql`.
#![expect(clippy::disallowed_methods, reason = "becomes another program")]

use super::Own;
use crate::cli::db::Psql;
use crate::command::Context;
use crate::embedded::Status;
use crate::failure::{Failure, Kind, Result};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

pub(super) async fn psql(context: &Context<'_>, wanted: &Psql) -> Result<()> {
    let mut command = line(context, wanted).await?;
    // Replaces this process, so that the terminal, Ctrl-C and the exit code are psql's. Returns only when it cannot.
    let error = command.exec();
    Err(unrun(&command, error))
}

/// Runs it and comes back; its exit code is a failure where it is one.
///
/// # Errors
/// When it cannot be run, or ends badly.
pub(in crate::command) async fn run(context: &Context<'_>, wanted: &Psql) -> Result<()> {
    let mut command = line(context, wanted).await?;
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(Kind::RolledBack, "`psql` failed").because(status)),
        Err(error) => Err(unrun(&command, error)),
    }
}

fn unrun(command: &Command, error: std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    Failure::new(Kind::Connect, format!("could not run `{program}`")).because(error)
}

async fn line(context: &Context<'_>, wanted: &Psql) -> Result<Command> {
    let own = Own::find(context, wanted.database.name.as_deref())?;
    own.start(context, &[], None).await?;
    own.ensure_database().await?;
    let (server, name) = (own.server()?, own.database.as_str());
    let address = if wanted.superuser { server.superuser_address(name) } else { server.address(name) };
    let mut command = Command::new(program(context, &own)?);
    command.arg(address.to_string()).args(&wanted.arguments);
    Ok(command)
}

/// The server's own; else the one on `PATH`, since npm's server comes without.
fn program(context: &Context<'_>, own: &Own) -> Result<PathBuf> {
    let Status::Running { binaries, .. } = own.cluster.status()? else {
        return Err(Failure::new(Kind::Connect, "the embedded server has just been stopped")
            .hint("run `provost db psql` again"));
    };
    binaries.program("psql").or_else(|missing| {
        let path = context.environment.get("PATH").unwrap_or_default();
        let found = std::env::split_paths(path).map(|dir| dir.join("psql")).find(|path| path.is_file());
        found.ok_or(missing)
    })
}
