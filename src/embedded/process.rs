//! A running server: started directly (`pg_ctl` looks only every 100 ms), watched until it is ready, stopped by signal.
#![expect(clippy::disallowed_methods, reason = "starts and signals the server; reads its pid file")]

use super::account::Account;
use super::binaries::ServerBinaries;
use super::disk::{failed, tail};
use crate::failure::{Failure, Kind, Result};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How often a server that starts or stops is looked at.
const POLL: Duration = Duration::from_millis(2);
/// A server that has much to recover takes long; a person can still press Ctrl-C.
const READY_WITHIN: Duration = Duration::from_secs(120);

/// The server's log, in its data directory.
const LOG: &str = "server.log";

/// Where a server's files are.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The data directory.
    pub(super) data: PathBuf,
    /// Where its socket stands: a directory that only the account may open, with a short path.
    pub(super) sockets: PathBuf,
    /// Where it writes what it has to say.
    pub(super) log: PathBuf,
}

impl Place {
    /// The files of a server with these two directories.
    pub(super) fn new(data: PathBuf, sockets: PathBuf) -> Self {
        Self { log: data.join(LOG), data, sockets }
    }
}

/// Starts a server and waits until it takes connections.
pub(super) async fn start(
    binaries: &ServerBinaries,
    account: &Account,
    place: &Place,
    settings: &[(&str, &str)],
) -> Result<Child> {
    // The account opens the log itself, since root would follow a link that it laid there.
    let mut command = account.command(Path::new("/bin/sh"));
    command.arg("-c").arg(r#"exec "$@" >>"$0" 2>&1"#).arg(&place.log).arg(binaries.program("postgres")?);
    command.arg("-D").arg(&place.data).arg("-k").arg(&place.sockets);
    let own = binaries.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in own.chain(settings.iter().copied()) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed("start", &binaries.bin_dir.join("postgres")))?;
    let began = Instant::now();
    loop {
        if is_ready(&place.data, child.id()) {
            return Ok(child);
        }
        let ended = child.try_wait().map_err(failed("watch the server in", &place.data))?;
        if ended.is_some() || began.elapsed() > READY_WITHIN {
            let _ = child.kill();
            let _ = child.wait();
            let state =
                ended.map_or("it did not get ready".to_owned(), |status| format!("it ended: {status}"));
            return Err(Failure::new(Kind::Connect, "could not start the embedded PostgreSQL server")
                .because(state)
                .because(tail(&place.log))
                .hint(format!("read its log: `less {}`", place.log.display())));
        }
        tokio::time::sleep(POLL).await;
    }
}

/// How often, and how long apart, a start is tried while processes of a killed server still hold its memory.
const TRIES: u32 = 20;
const APART: Duration = Duration::from_millis(100);

/// Starts a server whose predecessor may just have been killed: its other processes need a moment to notice.
pub(super) async fn start_again(
    binaries: &ServerBinaries,
    account: &Account,
    place: &Place,
    settings: &[(&str, &str)],
) -> Result<Child> {
    for _ in 1..TRIES {
        match start(binaries, account, place, settings).await {
            Err(failure) if failure.to_string().contains("shared memory block") => {
                tokio::time::sleep(APART).await
            }
            other => return other,
        }
    }
    start(binaries, account, place, settings).await
}

/// Waits for a server that is on its way up or down, started by a provost that was killed.
pub(super) async fn settle(data: &Path) {
    let began = Instant::now();
    while running(data).is_some() && ready(data).is_none() && began.elapsed() < READY_WITHIN {
        tokio::time::sleep(POLL).await;
    }
}

/// The process of a server that runs on this data directory and takes connections.
pub(super) fn ready(data: &Path) -> Option<u32> {
    running(data).filter(|pid| is_ready(data, *pid))
}

/// Removes the pid files of a server that is gone, where another program has got its pid since: PostgreSQL would take that one for the server
/// and refuse to start. A pid that nobody has is left to PostgreSQL, which then looks for orphaned processes as well.
pub(super) fn forget_stranger(place: &Place) {
    let pid_file = place.data.join("postmaster.pid");
    let Ok(text) = fs::read_to_string(&pid_file) else { return };
    let pid = text.lines().next().and_then(|line| line.trim().parse::<i32>().ok());
    let alive = pid.is_some_and(|pid| kill(Pid::from_raw(pid), None).is_ok());
    if alive && running(&place.data).is_none() {
        let port = text.lines().nth(3).unwrap_or_default().trim();
        let lock = place.sockets.join(format!(".s.PGSQL.{port}.lock"));
        let _ = fs::remove_file(&pid_file); // if it stays, the server says so
        let _ = fs::remove_file(lock);
    }
}

/// Whether this server says of itself that it takes connections.
fn is_ready(data: &Path, pid: u32) -> bool {
    let text = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    lines.next().is_some_and(|line| line.trim() == pid.to_string())
        && lines.nth(6).is_some_and(|status| status.trim() == "ready")
}

/// The process that the data directory's pid file names, where it is alive and works on that directory. A pid can have been given to another
/// process since, so its command line must name the directory.
pub(super) fn running(data: &Path) -> Option<u32> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let pid: u32 = text.lines().next()?.trim().parse().ok()?;
    command_line(pid)?.contains(&*data.to_string_lossy()).then_some(pid)
}

fn command_line(pid: u32) -> Option<String> {
    if cfg!(target_os = "linux") {
        let bytes = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        return Some(String::from_utf8_lossy(&bytes).into_owned());
    }
    let output =
        std::process::Command::new("ps").args(["-o", "args=", "-p", &pid.to_string()]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How a server is stopped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shutdown {
    /// Sessions are ended, everything is written: the next start needs no recovery.
    Fast,
    /// At once: for what is thrown away.
    Immediate,
}

/// Asks a server to stop; one that is gone already has stopped.
pub(super) fn signal(pid: u32, how: Shutdown) {
    let signal = match how {
        Shutdown::Fast => Signal::SIGINT,
        Shutdown::Immediate => Signal::SIGQUIT,
    };
    if let Ok(pid) = i32::try_from(pid) {
        let _ = kill(Pid::from_raw(pid), signal); // ESRCH: it is gone
    }
}

/// Stops a server that some provost started, and waits until it is gone. Says whether there was one.
pub(super) async fn stop(data: &Path, within: Duration) -> Result<bool> {
    let Some(pid) = running(data) else { return Ok(false) };
    signal(pid, Shutdown::Fast);
    let began = Instant::now();
    while running(data) == Some(pid) {
        if began.elapsed() > within {
            return Err(Failure::new(Kind::Connect, "the embedded server did not stop")
                .because(format!("process {pid} is still there after {} s", within.as_secs()))
                .hint(format!("see what it does: `ps -fp {pid}`")));
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(true)
}

/// Waits for a child that was told to stop; kills it when it does not listen.
pub(super) fn reap(child: &mut Child, within: Duration) {
    let began = Instant::now();
    while let Ok(None) = child.try_wait() {
        if began.elapsed() > within {
            let _ = child.kill();
            let _ = child.wait();
            return;
        }
        std::thread::sleep(POLL);
    }
}
