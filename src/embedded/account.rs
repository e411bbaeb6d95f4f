//! Who the server runs as. PostgreSQL refuses to run as root, so root hands its processes and directories to `postgres`, or else to `nobody`.
#![expect(clippy::disallowed_methods, reason = "starts the server's programs")]

use crate::failure::{Failure, Kind, Result};
use nix::unistd::{Gid, Uid, User};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The account that server processes run as and that owns their files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Whoever runs provost.
    Own,
    /// Somebody else, because provost runs as root.
    Dropped {
        /// The account's name.
        name: String,
        /// Its user.
        uid: u32,
        /// Its group.
        gid: u32,
    },
}

impl Account {
    /// The account for this process.
    ///
    /// # Errors
    /// When provost runs as root and there is neither `postgres` nor `nobody`.
    pub fn for_this_process() -> Result<Self> {
        if !Uid::effective().is_root() {
            return Ok(Self::Own);
        }
        for name in ["postgres", "nobody"] {
            if let Ok(Some(user)) = User::from_name(name) {
                return Ok(Self::Dropped { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() });
            }
        }
        Err(Failure::new(Kind::Connect, "could not start a PostgreSQL server as root")
            .because("PostgreSQL refuses to run as root, and there is neither a user `postgres` nor a user `nobody`")
            .hint("run provost as an ordinary user, or make one: `useradd --system postgres`"))
    }

    /// The user id of the server's processes and files.
    pub fn uid(&self) -> u32 {
        match self {
            Self::Own => Uid::effective().as_raw(),
            Self::Dropped { uid, .. } => *uid,
        }
    }

    /// A program to run as this account: in a process group of its own, so that Ctrl-C reaches provost alone, with an empty environment, because
    /// `PG*` variables would change what the server's programs do.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").env("TZ", "UTC");
        command.current_dir("/").process_group(0).stdin(Stdio::null());
        if let Self::Dropped { uid, gid, .. } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Hands a file or directory to this account.
    pub(super) fn take(&self, path: &Path) -> std::io::Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Dropped { uid, gid, .. } => std::os::unix::fs::lchown(
                path,
                Some(Uid::from_raw(*uid).as_raw()),
                Some(Gid::from_raw(*gid).as_raw()),
            ),
        }
    }

    /// The first directory on the way to `path` that this account may not pass through.
    pub(super) fn barred_by(&self, path: &Path) -> Option<PathBuf> {
        let Self::Dropped { uid, gid, .. } = self else { return None };
        let passes = |dir: &Path| {
            let Ok(meta) = dir.metadata() else { return true }; // not there yet: it will be made passable
            let bit = if meta.uid() == *uid {
                0o100
            } else if meta.gid() == *gid {
                0o010
            } else {
                0o001
            };
            meta.mode() & bit != 0
        };
        path.ancestors().skip(1).find(|dir| !dir.as_os_str().is_empty() && !passes(dir)).map(Path::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_closed_directory_on_the_way_is_named() {
        let root = tempfile::tempdir().unwrap();
        let closed = root.path().join("closed");
        std::fs::create_dir_all(closed.join("data")).unwrap();
        let open = |mode| std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(root.path(), open(0o755)).unwrap();
        std::fs::set_permissions(&closed, open(0o700)).unwrap();
        let stranger = Account::Dropped { name: "x".into(), uid: 4_000_000, gid: 4_000_000 };
        assert_eq!(stranger.barred_by(&closed.join("data")), Some(closed.clone()));
        std::fs::set_permissions(&closed, open(0o755)).unwrap();
        assert_eq!(stranger.barred_by(&closed.join("data")), None);
        assert_eq!(Account::Own.barred_by(&closed), None);
    }
}
