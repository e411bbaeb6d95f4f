//! The directories of the embedded server: made, handed over, copied and removed, with errors that name the path.
#![expect(clippy::disallowed_methods, reason = "makes and removes the server's directories")]

use super::account::Account;
use crate::failure::{Failure, Kind, Result};
use nix::unistd::Uid;
use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
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
            let is_closed = meta.is_dir() && meta.mode() & 0o077 == 0;
            if is_closed && meta.uid() == account.uid() {
                return Ok(());
            }
            // Whoever made it was killed before it was handed over.
            if is_closed && meta.uid() == Uid::effective().as_raw() && is_empty(path) {
                return account.take(path).map_err(failed("hand over the directory", path));
            }
            Err(Failure::new(Kind::Refused, format!("will not use the directory `{}`", path.display()))
                .because("it is not a directory that only the server's account can open")
                .hint(format!("look at what it is, then remove it: `ls -ld {0}`", path.display())))
        }
        Err(error) => Err(failed("make the directory", path)(error)),
    }
}

fn is_empty(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_none())
}

/// Copies what is in one directory of the account's into another, as the account: root follows no link that it may have laid.
pub(super) async fn copy_content(from: &Path, to: &Path, account: &Account) -> Result<()> {
    let mut command = account.command(Path::new("cp"));
    command.arg("-R").arg(from.join(".")).arg(to);
    let output = tokio::process::Command::from(command).kill_on_drop(true).output().await;
    let output = output.map_err(failed("run", Path::new("cp")))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(Kind::Connect, format!("could not copy `{}` to `{}`", from.display(), to.display()))
        .because(String::from_utf8_lossy(&output.stderr).trim()))
}

/// Lets everybody read a tree, and run what its owner can run, whatever the umask was when it was made.
pub(super) fn open_tree(path: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(path)?;
    if meta.is_symlink() {
        return Ok(());
    }
    let run = if meta.mode() & 0o100 == 0 { 0 } else { 0o111 };
    fs::set_permissions(path, fs::Permissions::from_mode(meta.mode() | 0o444 | run))?;
    if meta.is_dir() {
        for entry in fs::read_dir(path)? {
            open_tree(&entry?.path())?;
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
    fn what_a_strict_umask_closed_is_opened() {
        let root = tempfile::tempdir().unwrap();
        let (dir, program) = (root.path().join("bin"), root.path().join("bin/psql"));
        fs::create_dir(&dir).unwrap();
        fs::write(&program, "").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).unwrap();
        open_tree(&dir).unwrap();
        assert_eq!(fs::metadata(&program).unwrap().mode() & 0o777, 0o755);
        assert_eq!(fs::metadata(&dir).unwrap().mode() & 0o777, 0o755);
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
