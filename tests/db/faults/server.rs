//! A server of a test's own that can be killed and started again on the same files.

use crate::support::{TestServer, binaries};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::Pid;
use provost::embedded::{Account, Server};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// As a throw-away server is set, above all careless with commits.
const SETTINGS: [&str; 6] = [
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "dynamic_shared_memory_type=mmap",
    "wal_level=minimal",
    "max_wal_senders=0",
];

/// A server that crashes when told to. It ends when this is dropped, and in any case with this process.
pub(super) struct Crashing {
    server: Server,
    pid: Pid,
}

impl Crashing {
    pub(super) fn start() -> Self {
        let own = TestServer::own(&[]);
        let pid = as_pid(own.pid());
        Self { server: own.hand_to(std::process::id()).unwrap(), pid }
    }

    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    /// `kill -9` of the server's first process; the others notice.
    pub(super) fn crash(&self) {
        self.end(Signal::SIGKILL);
    }

    /// What `pg_ctl stop -m immediate` does: all processes drop everything at once.
    pub(super) fn stop_at_once(&self) {
        self.end(Signal::SIGQUIT);
    }

    fn end(&self, signal: Signal) {
        kill(self.pid, signal).unwrap();
        waitpid(self.pid, None).unwrap();
    }

    /// Starts it on the same files, and waits until it has recovered.
    #[expect(clippy::zombie_processes, reason = "it is waited for by its id when it ends")]
    pub(super) fn start_again(&mut self) {
        let began = Instant::now();
        let mut postgres = self.command().spawn().unwrap();
        while !self.is_ready(postgres.id()) {
            assert!(began.elapsed() < Duration::from_secs(60), "the server does not start again");
            std::thread::sleep(Duration::from_millis(5));
            // Where a process of the old server is still on its way out, the new one gives up at once.
            if postgres.try_wait().unwrap().is_some() {
                postgres = self.command().spawn().unwrap();
            }
        }
        self.pid = as_pid(postgres.id());
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binaries().program("postgres").unwrap());
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").current_dir("/");
        command.arg("-D").arg(self.server.sockets().join("data")).arg("-k").arg(self.server.sockets());
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        if let Account::Dropped { uid, gid, .. } = Account::for_this_process().unwrap() {
            command.uid(uid).gid(gid);
        }
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Whether this very process says that it takes connections.
    fn is_ready(&self, pid: u32) -> bool {
        let file = self.server.sockets().join("data/postmaster.pid");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.first() == Some(&pid.to_string().as_str()) && lines.get(7) == Some(&"ready")
    }
}

impl Drop for Crashing {
    fn drop(&mut self) {
        // It may have crashed last.
        if kill(self.pid, Signal::SIGQUIT).is_ok() {
            let _ = waitpid(self.pid, None);
        }
    }
}

fn as_pid(id: u32) -> Pid {
    Pid::from_raw(id.try_into().unwrap())
}
