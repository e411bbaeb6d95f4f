//! The directories of the embedded server: made, handed over, copied and removed, with errors that name the path.
#![expect(clippy::disallowed_methods, reason = "makes and removes the server's directories")]

use super::account::Account;
use crate::failure::{Failure, Kind, Result};
use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::Path;

/// Turns an error of the file system into a failure that names the path.
pub(super) fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let what = format!("could not {doing} `{}`", path.display());
    move |error| Failure::new(Kind::Connect, what).because(error)
}

/// Makes a directory, and those above it, that everybody may pass through but only we may change.
pub(super) fn make_passable(path: &Path) -> Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o755).create(path).map_err(failed("make the directory", path))
}

/// Makes a directory that only the account may look into. One that exists must be the account's, and closed.
pub(super) fn make_private(path: &Path, account: &Account) -> Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => account.take(path).map_err(failed("hand over the directory", path)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let meta = fs::symlink_metadata(path).map_err(failed("look at", path))?;
            if meta.is_dir() && meta.uid() == account.uid() && meta.mode() & 0o077 == 0 {
                return Ok(());
            }
            Err(Failure::new(Kind::Refused, format!("will not use the directory `{}`", path.display()))
                .because("it is not a directory that only the server's account can open")
                .hint(format!("look at what it is, then remove it: `ls -ld {0}`", path.display())))
        }
        Err(error) => Err(failed("make the directory", path)(error)),
    }
}

/// Copies a tree of plain files and directories and hands every one of them to the account.
pub(super) fn copy_tree(from: &Path, to: &Path, account: &Account) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(to)?;
    account.take(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target, account)?;
        } else {
            fs::copy(entry.path(), &target)?;
            account.take(&target)?;
        }
    }
    Ok(())
}

/// Hands a tree to the account.
pub(super) fn hand_over_tree(path: &Path, account: &Account) -> io::Result<()> {
    account.take(path)?;
    if fs::symlink_metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            hand_over_tree(&entry?.path(), account)?;
        }
    }
    Ok(())
}

/// Removes a tree; one that is not there is removed already.
pub(super) fn remove_tree(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

/// The last lines of a log, for an error message; says so where there is none.
pub(super) fn tail(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.unwrap_or_else(|error| format!("(no log: {error})"));
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(6)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_directory_is_not_used() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("sockets");
        make_private(&dir, &Account::Own).unwrap();
        make_private(&dir, &Account::Own).unwrap();
        fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        assert_eq!(make_private(&dir, &Account::Own).unwrap_err().kind(), Kind::Refused);
        let link = root.path().join("link");
        std::os::unix::fs::symlink(&dir, &link).unwrap();
        assert_eq!(make_private(&link, &Account::Own).unwrap_err().kind(), Kind::Refused);
    }

    #[test]
    fn the_tail_of_a_log() {
        let root = tempfile::tempdir().unwrap();
        let log = root.path().join("log");
        fs::write(&log, "1\n2\n3\n\n4\n5\n6\n7\n").unwrap();
        assert_eq!(tail(&log), "2\n3\n4\n5\n6\n7");
        assert!(tail(&root.path().join("none")).starts_with("(no log"));
    }
}
