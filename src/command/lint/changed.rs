//! What changed since a revision, as git knows it.

#![expect(clippy::disallowed_methods, reason = "git is asked here")]

use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

/// Files that were added or changed since this line of history left the revision, and those that git does not know yet.
pub(super) fn since(context: &Context<'_>, revision: &str) -> Result<BTreeSet<PathBuf>> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(Failure::new(Kind::Usage, format!("`{revision}` is no revision of git"))
            .hint("name a branch, a tag or a commit: `--changed-since origin/main`"));
    }
    let changed = git(
        context,
        revision,
        &["diff", "--name-only", "-z", "--relative", "--diff-filter=d", "--merge-base", revision, "--"],
    )?;
    let unknown = git(context, revision, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    let names = [changed, unknown];
    let names = names.iter().flat_map(|names| names.split('\0')).filter(|name| !name.is_empty());
    Ok(names.map(|name| context.directory.join(name)).collect())
}

fn git(context: &Context<'_>, revision: &str, arguments: &[&str]) -> Result<String> {
    let failed = |why: String| {
        Failure::bad_input(format!("could not ask git what changed since `{revision}`")).because(why).hint(
            "fetch the revision first: `git fetch origin main`; in CI check out with the whole history (`fetch-depth: 0`)",
        )
    };
    let mut command = Command::new("git");
    command.current_dir(&context.directory).args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
    ]);
    let output = command.args(arguments).output().map_err(|error| failed(format!("`git`: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(said.lines().next().unwrap_or("it says nothing").to_owned()));
    }
    String::from_utf8(output.stdout).map_err(|_| failed("a file's name is not UTF-8".to_owned()))
}
