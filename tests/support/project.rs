//! A project in a directory of its own, gone when the test ends.
#![expect(clippy::disallowed_methods, reason = "writes the project's files")]

use super::program::provost_in;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The files of a project.
pub(crate) struct Project {
    dir: TempDir,
}

impl Project {
    /// An empty directory. It stands where a server that runs as another user can reach it, with a path short enough for a socket.
    pub(crate) fn new() -> Self {
        let dir = tempfile::Builder::new().prefix("provost-project-").tempdir().unwrap();
        std::fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o755)).unwrap();
        Self { dir }
    }

    /// Writes a file, making the directories above it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    /// Writes a file of a project that a test is in the middle of.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Where a file of the project is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The project's directory.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// `provost` in the project's directory, with a state directory of its own.
    pub(crate) fn provost(&self) -> assert_cmd::Command {
        provost_in(self.dir.path())
    }

    /// Runs the program in the project's directory.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.provost().args(arguments).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
