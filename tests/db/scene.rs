//! A fresh database with a folder of migrations, and the program that brings them together.

use crate::client::Client;
use crate::support::{Project, TestDatabase, TestServer, home};
use provost::embedded::Server;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A database and a project of a test's own.
pub(crate) struct Scene {
    pub(crate) url: String,
    pub(crate) project: Project,
    pub(crate) database: String,
    pub(crate) server: Server,
    /// Goes with the scene.
    _own: Option<TestDatabase>,
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scene {
    /// An empty database and an empty project.
    pub(crate) fn new() -> Self {
        let own = TestServer::bare_database();
        let (url, database, server) = (own.url.clone(), own.name.clone(), own.server.clone());
        Self { url, project: Project::new(), database, server, _own: Some(own) }
    }

    /// The first database of a server, and an empty project.
    pub(crate) fn on(server: &Server) -> Self {
        let (name, server) = ("postgres".to_owned(), server.clone());
        Self {
            url: server.address(&name).to_string(),
            project: Project::new(),
            database: name,
            server,
            _own: None,
        }
    }

    /// Writes a migration.
    pub(crate) fn file(self, name: &str, sql: &str) -> Self {
        self.write(name, sql);
        self
    }

    /// Writes a migration in the middle of a test.
    pub(crate) fn write(&self, name: &str, sql: &str) {
        self.project.write(&format!("m/{name}"), sql);
    }

    /// A connection as the role that runs the migrations.
    pub(crate) fn client(&self) -> Client {
        Client::to(&self.url)
    }

    /// A connection as the superuser.
    pub(crate) fn superuser(&self) -> Client {
        Client::to(&self.server.superuser_address(&self.database).to_string())
    }

    /// `provost migrate VERB` against a URL, ready to be started.
    pub(crate) fn command(&self, url: &str, words: &[&str]) -> Command {
        command(self.project.dir(), url, words)
    }

    /// Runs `provost migrate VERB` against the database itself.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        Ended::from(self.command(&self.url, words).output().unwrap())
    }

    /// Runs `provost migrate up`.
    pub(crate) fn up(&self) -> Ended {
        self.run(&["up"])
    }

    /// Which versions history has, as `1,2,3`.
    pub(crate) fn history(&self) -> String {
        self.client().ask("select string_agg(version::text, ',' order by version) from provost.history")
    }
}

fn command(dir: &Path, url: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_provost"));
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("COLUMNS", "100").env("HOME", dir);
    command.env("PROVOST_STATE_DIR", dir.join("state")).env("PROVOST_CACHE_DIR", &home().cache);
    command.env("PROVOST_DATABASE_URL", url).current_dir(dir);
    command.arg("migrate").args(words).args(["--migrations", "m"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// Fails unless the run ended with this code.
    #[track_caller]
    pub(crate) fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Fails unless standard error holds each of these texts.
    #[track_caller]
    pub(crate) fn saying(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "`{text}` is missing in:\n{self}");
        }
        self
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}
