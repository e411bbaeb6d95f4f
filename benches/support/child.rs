//! A program run to its end, with what the system says it cost.
//!
//! The system tells the peak memory only for all children together, so a second process of this program stands in between and has
//! just the one child. It is small itself, because a child's peak begins with its parent's size.

use anyhow::{Context as _, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The argument that makes this program stand in between.
pub(crate) const OBSERVE: &str = "--observe";

/// What a run of a program cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Seconds from start to exit.
    pub(crate) wall: f64,
    /// Seconds of processor time of the program and of what it started, without the server's that it was led to.
    pub(crate) cpu: f64,
    /// Peak memory in MiB: the program's, or that of the largest process that it started.
    pub(crate) peak: f64,
}

/// A program and its arguments.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    program: OsString,
    args: Vec<OsString>,
    directory: PathBuf,
    environment: Vec<(&'static str, OsString)>,
}

impl Line {
    pub(crate) fn new(
        program: impl AsRef<Path>,
        args: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self { program: program.as_ref().into(), args, directory: "/".into(), environment: Vec::new() }
    }

    /// The same in a directory, with a variable.
    pub(crate) fn within(mut self, directory: &Path, name: &'static str, value: impl Into<OsString>) -> Self {
        self.directory = directory.to_owned();
        self.environment.push((name, value.into()));
        self
    }

    /// The same with more arguments.
    pub(crate) fn and(mut self, more: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.args.extend(more.into_iter().map(Into::into));
        self
    }

    /// What it prints, unobserved.
    pub(crate) fn output(&self) -> Result<String> {
        let output = self.place(Command::new(&self.program)).args(&self.args).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{self:?} failed: {said}");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// A process in the line's place, with nothing from the person who measures.
    fn place(&self, mut command: Command) -> Command {
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", "/nonexistent");
        command.envs(self.environment.iter().cloned()).current_dir(&self.directory).stdin(Stdio::null());
        command
    }

    /// Runs it; anything but success is an error with what it said.
    pub(crate) fn run(&self) -> Result<Cost> {
        let said = tempfile::NamedTempFile::new()?;
        let mut command = self.place(Command::new(std::env::current_exe()?));
        command.arg(OBSERVE).arg(&self.program).args(&self.args).stderr(File::create(said.path())?);
        let output = command.output()?;
        let fields = String::from_utf8(output.stdout)?;
        let text = || std::fs::read_to_string(said.path()).unwrap_or_default();
        ensure!(output.status.success(), "{self:?} failed: {}", text());
        let mut numbers = fields.split_whitespace().map(str::parse::<f64>);
        let mut next = || numbers.next().context("the observer said too little")?.context("no number");
        Ok(Cost { wall: next()?, cpu: next()?, peak: next()? / 1024.0 })
    }
}

impl Line {
    /// The peak memory of the program alone in MiB, where it starts larger ones: looked at every millisecond, so a little less than it was.
    pub(crate) fn own_peak(&self) -> Result<f64> {
        let mut command = self.place(Command::new(&self.program));
        let mut child = command.args(&self.args).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0.0;
        while child.try_wait()?.is_none() {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(peak);
            std::thread::sleep(Duration::from_millis(1));
        }
        ensure!(child.wait()?.success(), "{self:?} failed");
        ensure!(peak > 0.0, "this system does not tell the peak memory of a running process");
        Ok(peak / 1024.0)
    }
}

/// Runs a program in its place and prints its cost.
pub(crate) fn observe(line: &[String]) -> Result<()> {
    let [program, args @ ..] = line else { anyhow::bail!("nothing to observe") };
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().with_context(|| format!("could not start {program}"))?;
    let wall = start.elapsed().as_secs_f64();
    ensure!(status.success(), "{program}: {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // Kilobytes on Linux, bytes on macOS.
    let peak = usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 };
    println!("{wall} {cpu} {peak}");
    Ok(())
}
