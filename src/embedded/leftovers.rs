//! What killed runs left behind: found by name, removed at the next start.
//!
//! Normally a server's keeper removes everything; this is for a keeper that was killed as well, and for a machine that lost power.
#![expect(clippy::disallowed_methods, reason = "lists the directory of temporary files")]

use super::account::Account;
use super::disk::{failed, remove_tree};
use super::process::{self, Shutdown};
use super::throwaway::place_in;
use crate::failure::Result;
use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const PREFIX: &str = "provost-";

/// What is made beside its place has a name of its own each time: a program that a killed run left behind may still write to the old one.
const INCOMING: &str = "incoming-";

/// A name for what is about to be made in `dir`.
pub(super) fn fresh_incoming(dir: &Path) -> PathBuf {
    let tail: String = std::iter::repeat_with(fastrand::alphanumeric).take(8).collect();
    dir.join(format!("{INCOMING}{tail}"))
}

/// What killed runs began in `dir`; to be asked for under its lock.
pub(super) fn incoming(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir).map_err(failed("look into", dir))?;
    let ours = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(INCOMING));
    Ok(ours.map(|entry| entry.path()).collect())
}

/// Removes what a killed run began. A program of it may still be writing, and comes to its end when its files are gone.
pub(super) async fn remove(path: &Path) -> Result<()> {
    for _ in 0..100 {
        if remove_tree(path).is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    remove_tree(path)
}

/// A keeper needs a moment to clean up after a killed owner; do not race it.
const SETTLED: Duration = Duration::from_secs(30);

/// A name for a new directory, which tells whose it is.
pub(super) fn fresh_dir(base: &Path, owner: u32) -> PathBuf {
    let tail: String = std::iter::repeat_with(fastrand::alphanumeric).take(6).collect();
    base.join(format!("{PREFIX}{owner}-{tail}"))
}

/// Removes the directories, and ends the servers, of owners that are gone. What cannot be removed now is tried again by the next run.
pub(super) fn sweep(base: &Path, account: &Account) {
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let Some(owner) = owner_of(&entry.file_name().to_string_lossy()) else { continue };
        // Everybody may write to the place of temporary files: only a directory that is ours is touched, and no link is followed.
        let Ok(meta) = std::fs::symlink_metadata(entry.path()) else { continue };
        let old = meta
            .modified()
            .is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > SETTLED));
        if !meta.is_dir() || meta.uid() != account.uid() || !old || !is_gone(owner) {
            continue;
        }
        if let Some(pid) = process::running(&place_in(&entry.path()).data) {
            process::signal(pid, Shutdown::Immediate);
        }
        let _ = remove_tree(&entry.path());
    }
}

fn owner_of(name: &str) -> Option<i32> {
    let (owner, tail) = name.strip_prefix(PREFIX)?.split_once('-')?;
    owner.parse().ok().filter(|_| tail.len() == 6 && tail.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_gone(pid: i32) -> bool {
    kill(Pid::from_raw(pid), None) == Err(Errno::ESRCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_read() {
        let dir = fresh_dir(Path::new("/tmp"), 42);
        assert_eq!(owner_of(&dir.file_name().unwrap().to_string_lossy()), Some(42));
        for name in
            ["provost-42", "provost-x-abcdef", "provost-42-abc", "postgres-42-abcdef", "provost-42-abc/ef"]
        {
            assert_eq!(owner_of(name), None, "{name}");
        }
        assert!(is_gone(i32::MAX));
        assert!(!is_gone(std::process::id().cast_signed()));
    }
}
