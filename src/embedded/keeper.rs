//! Makes a throw-away server die with its owner, also when the owner is killed.
//!
//! A small shell process waits at the end of a pipe that only the owner holds open. `PR_SET_PDEATHSIG` would need unsafe code, exists on Linux
//! alone, and fires when the *thread* that started the server ends; a pipe has none of these faults and the keeper removes the files as well.
//!
//! A line on the pipe means that the owner has cleaned up by itself; its end, that the owner is gone. The owner may have gone before the server
//! wrote its pid file, so the script gives it a second. The file's disappearance tells that the server is gone: where nobody collects dead
//! processes, its pid lives on.

use super::account::Account;
use super::disk::failed;
use crate::failure::Result;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};

const SCRIPT: &str = include_str!("keeper.sh");
/// Holds the pipe open for as long as another process lives. Somebody else's process cannot be signalled, but is seen in `/proc`.
const WATCH: &str = r#"while [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; do sleep 0.3; done"#;

/// The owner's end of the pipe, and the process at the other end.
#[derive(Debug)]
pub(super) struct Keeper {
    process: Child,
    pipe: Option<ChildStdin>,
}

impl Keeper {
    /// Watches over the server in `dir`; to be called before the server is started.
    pub(super) fn start(dir: &Path, account: &Account) -> Result<Self> {
        let mut command = account.command(Path::new("/bin/sh"));
        command.arg("-c").arg(SCRIPT).arg("provost-keeper").arg(dir);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(failed("start", Path::new("/bin/sh")))?;
        let pipe = process.stdin.take();
        Ok(Self { process, pipe })
    }

    /// Says that the owner cleans up itself.
    pub(super) fn dismiss(mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            let _ = pipe.write_all(b"done\n"); // fails only when the keeper is gone
        }
        let _ = self.process.wait();
    }

    /// Gives the server to another process: it lives as long as that one does.
    pub(super) fn hand_to(mut self, owner: u32) -> Result<()> {
        if let Some(pipe) = self.pipe.take() {
            let mut command = Account::Own.command(Path::new("/bin/sh"));
            command.arg("-c").arg(WATCH).arg("provost-watch").arg(owner.to_string());
            command.stdout(pipe).stderr(Stdio::null());
            command.spawn().map_err(failed("start", Path::new("/bin/sh")))?;
        }
        Ok(())
    }
}
