//! A system as `provost init` writes it, and a server of its own: roles belong to a whole server, and are compared, too.

use crate::support::{Project, TestServer, binaries, home, wait};
use provost::embedded::{Contents, ServerBinaries, Source, Throwaway, Wanted, find};
use provost::model::Ident;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio_postgres::{Client, NoTls};

const DATABASE: &str = "system";

/// Which programs run the server.
pub(crate) enum Servers {
    /// Those that the other tests use.
    Installed,
    /// Those that are fetched once, with every extension that the systems name.
    Fetched,
}

/// How a program ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A written system and its database.
pub(crate) struct Scene {
    pub(crate) system: &'static str,
    course: Option<&'static str>,
    project: Project,
    binaries: ServerBinaries,
    server: Throwaway,
}

impl Scene {
    /// Writes a system by `provost init`, and makes an empty database with the platform.
    pub(crate) fn new(system: &'static str, course: Option<&'static str>, servers: Servers) -> Self {
        let (binaries, server) = match servers {
            Servers::Installed => (binaries(), TestServer::own(&[])),
            Servers::Fetched => fetched(),
        };
        wait(server.server().create_database(&Ident::parse(DATABASE).unwrap(), Contents::Platform)).unwrap();
        let scene = Self { system, course, project: Project::new(), binaries, server };
        let written = scene.project.provost().args(["init", system, "--from", system]).output().unwrap();
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        scene
    }

    /// The system and the part of it, for names of files.
    pub(crate) fn name(&self) -> String {
        if self.course.is_some() { format!("{}_course", self.system) } else { self.system.to_owned() }
    }

    /// Where the system was written.
    pub(crate) fn folder(&self) -> PathBuf {
        self.project.path(self.system)
    }

    /// Runs the program in the system's folder.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        let mut command = self.project.provost();
        command.current_dir(self.folder()).args(words).args(["--database-url", &self.url()]);
        if let Some(course) = self.course {
            command.args(["--course", course]);
        }
        // A run that waits for a lock without end is ended, and has no code.
        Run::of(command.timeout(Duration::from_secs(60)).output().unwrap())
    }

    /// A run that must succeed; what it printed as its result.
    pub(crate) fn done(&self, words: &[&str]) -> String {
        let run = self.run(words);
        assert_eq!(run.code, 0, "{}: provost {words:?}\n{}{}", self.system, run.out, run.err);
        run.out
    }

    /// Runs a file of the system as its README says, by the server's own `psql`.
    pub(crate) fn psql(&self, file: &str) -> Run {
        let mut command = Command::new(self.binaries.program("psql").unwrap());
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, "-d", &self.url()]);
        command.current_dir(self.folder()).env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
        Run::of(command.output().unwrap())
    }

    /// A connection as the superuser; to be called inside a runtime.
    pub(crate) async fn superuser(&self) -> Client {
        let url = self.server.server().superuser_address(DATABASE).to_string();
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    fn url(&self) -> String {
        self.server.server().address(DATABASE).to_string()
    }
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// From the cache that all tests share; the first time from the registries.
fn fetched() -> (ServerBinaries, Throwaway) {
    let extensions = ["uuid-ossp", "pgcrypto", "vector", "pg_trgm"].map(str::to_owned).to_vec();
    let wanted = Wanted { source: Source::Fetched, extensions, ..Wanted::default() };
    let home = home();
    let binaries = wait(async { find(&wanted, &home, &mut |_| ()).await }).unwrap();
    let server = wait(async { Throwaway::start(&binaries, &home.cache).await }).unwrap();
    (binaries, server)
}
