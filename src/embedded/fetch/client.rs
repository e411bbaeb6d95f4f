//! Runs a package client with the person's own environment and settings.

use crate::embedded::disk::failed;
use crate::failure::{Failure, Kind, Result};
use std::path::Path;
use std::process::{Output, Stdio};
use tokio::process::Command;

/// Runs a program; nothing when there is no such program. It ends when provost is interrupted.
pub(super) async fn run(command: &mut Command) -> Result<Option<Output>> {
    match command.stdin(Stdio::null()).kill_on_drop(true).output().await {
        Ok(output) => Ok(Some(output)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let program = command.as_std().get_program().to_owned();
            Err(failed("run", Path::new(&program))(error))
        }
    }
}

/// There is no such program.
pub(super) fn missing(client: &str) -> Failure {
    Failure::new(Kind::Connect, format!("there is no `{client}` to fetch a PostgreSQL server with"))
}

/// Shows the end of what the client said when it failed.
pub(super) fn refuse_unless_done(output: &Output, client: &str, package: &str) -> Result<()> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    Err(Failure::new(Kind::Connect, format!("{client} could not fetch `{package}`"))
        .because(lines[lines.len().saturating_sub(8)..].join("\n")))
}
