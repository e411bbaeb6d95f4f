//! The program itself, in an environment that holds nothing from the person who runs the tests.
#![expect(clippy::disallowed_methods, reason = "makes the program's home, starts the program")]

use super::server::home;
use assert_cmd::Command;
use std::path::Path;

/// `provost` with a clean environment. Its home and state directory are below `dir`; the cache is the one that all tests share.
pub(super) fn provost_in(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_provost"));
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("COLUMNS", "100");
    command.env("HOME", dir).env("PROVOST_STATE_DIR", dir.join("state"));
    command.env("PROVOST_CACHE_DIR", &home().cache).current_dir(dir);
    command
}

/// `provost` outside any project.
pub(crate) fn provost() -> Command {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nowhere");
    std::fs::create_dir_all(&dir).unwrap();
    provost_in(&dir)
}

/// The command as one whose process a test holds itself.
pub(crate) fn process(command: &Command) -> std::process::Command {
    let mut process = std::process::Command::new(command.get_program());
    process.args(command.get_args()).env_clear();
    process.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    process.current_dir(command.get_current_dir().unwrap());
    process
}
