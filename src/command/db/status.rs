//! `provost db status`: whether the embedded server runs, which one it is, and what it holds.

use super::Own;
use crate::command::Context;
use crate::embedded::Status;
use crate::failure::Result;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What there is to say about the embedded server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `absent`, `stopped` or `running`.
    pub state: &'static str,
    /// The server's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where its programs are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programs: Option<PathBuf>,
    /// Its process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid: Option<u32>,
    /// The TCP port it listens on, if it was asked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The URL of the project's database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its databases.
    pub databases: Vec<String>,
    /// Where its data is.
    pub data: PathBuf,
    /// Where it writes what it has to say.
    pub log: PathBuf,
}

pub(super) async fn status(context: &Context<'_>) -> Result<()> {
    let report = Report::of(&Own::find(context, None)?).await?;
    report.print(context)?;
    if report.state != "running" {
        context.printer.hint("start it with `provost db start`");
    }
    Ok(())
}

impl Report {
    /// Looks at the server.
    ///
    /// # Errors
    /// When its record cannot be read, or it runs but does not answer.
    pub async fn of(own: &Own) -> Result<Self> {
        let absent = Self {
            state: "absent",
            version: None,
            programs: None,
            pid: None,
            port: None,
            url: None,
            databases: Vec::new(),
            data: own.cluster.data().to_owned(),
            log: own.cluster.log().to_owned(),
        };
        Ok(match own.cluster.status()? {
            Status::Absent => absent,
            Status::Stopped(binaries) => Self {
                state: "stopped",
                version: Some(binaries.version.to_string()),
                programs: Some(binaries.bin_dir),
                ..absent
            },
            Status::Running { binaries, pid, port } => Self {
                state: "running",
                version: Some(binaries.version.to_string()),
                programs: Some(binaries.bin_dir),
                pid: Some(pid),
                port,
                url: Some(own.server()?.address(own.database.as_str()).to_string()),
                databases: own.server()?.databases().await?,
                ..absent
            },
        })
    }

    /// Prints it as the result.
    pub(super) fn print(&self, context: &Context<'_>) -> Result<()> {
        context.show(self, || self.text())
    }

    fn text(&self) -> String {
        let lines = [
            ("server", Some(self.state.to_owned())),
            ("version", self.version.as_ref().map(|version| format!("PostgreSQL {version}"))),
            ("programs", self.programs.as_ref().map(|path| path.display().to_string())),
            ("process", self.pid.map(|pid| pid.to_string())),
            ("port", self.port.map(|port| format!("127.0.0.1:{port}"))),
            ("url", self.url.clone()),
            ("databases", Some(self.databases.join(", ")).filter(|names| !names.is_empty())),
            ("data", Some(self.data.display().to_string())),
            ("log", Some(self.log.display().to_string())),
        ];
        lines.into_iter().fold(String::new(), |mut text, (name, value)| {
            if let Some(value) = value {
                let value = crate::render::escape::line(&value);
                writeln!(text, "{name:<10} {value}").expect("a string takes every line");
            }
            text
        })
    }
}
