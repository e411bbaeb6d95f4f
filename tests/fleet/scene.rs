//! A main database, course databases of a test's own, and the program between them.
#![expect(clippy::disallowed_methods, reason = "starts the program as workers are started")]

use crate::client::Client;
use crate::support::{Project, TestDatabase, TestServer, home, wait};
use provost::embedded::Server;
use provost::model::Ident;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROJECT: &str = "[project]\nname = \"campus\"\n\n[main]\ndatabase_url = \"env:PROVOST_MAIN_URL\"\n\n[course]\nmigrations = \"m\"\n";

/// A fleet of a test's own.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) server: Server,
    pub(crate) main_url: String,
    /// The courses' databases: code and name.
    pub(crate) courses: Vec<(String, String)>,
    /// Main's database goes with the scene, as those of the courses do.
    own: TestDatabase,
}

impl Drop for Scene {
    fn drop(&mut self) {
        for (_, database) in &self.courses {
            // A server that a test has stopped takes its databases with it.
            let _ = wait(self.server.drop_database(&Ident::parse(database).unwrap()));
        }
    }
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scene {
    /// So many courses, each with an empty database, and no files.
    pub(crate) fn new(courses: usize) -> Self {
        let own = TestServer::bare_database();
        let (server, url, name) = (own.server.clone(), own.url.clone(), own.name.clone());
        let postgres = Client::to(&server.superuser_address("postgres").to_string());
        let courses: Vec<(String, String)> =
            (1..=courses).map(|number| (format!("cs{number:03}"), format!("{name}_{number}"))).collect();
        for (_, database) in &courses {
            postgres.ask(&format!(
                "create database {database} owner postgres template template0 strategy file_copy"
            ));
        }
        let project = Project::new().file("provost.toml", PROJECT);
        let scene = Self { project, server, main_url: url, courses, own };
        scene.list(|_, url| url);
        scene
    }

    /// Writes the list of courses, each URL as `change` makes it.
    pub(crate) fn list(&self, change: impl Fn(&str, String) -> String) {
        let line = |(code, database): &(String, String)| {
            let url = change(code, self.server.address(database).to_string());
            format!("{code} server {url}\n")
        };
        self.project.write("courses", self.courses.iter().map(line).collect::<String>());
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

    /// The name of main's database.
    pub(crate) fn main_name(&self) -> &str {
        &self.own.name
    }

    /// A connection to main.
    pub(crate) fn main(&self) -> Client {
        Client::to(&self.main_url)
    }

    /// A connection to a course's database, counted from 0.
    pub(crate) fn course(&self, number: usize) -> Client {
        Client::to(&self.server.address(&self.courses[number].1).to_string())
    }

    /// `provost fleet VERB`, ready to be started.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        self.command_in(self.project.dir(), words)
    }

    /// The same in another copy of the project.
    pub(crate) fn command_in(&self, dir: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_provost"));
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("COLUMNS", "100")
            .env("HOME", dir);
        command.env("PROVOST_STATE_DIR", dir.join("state")).env("PROVOST_CACHE_DIR", &home().cache);
        command
            .env("PROVOST_MAIN_URL", &self.main_url)
            .env("PROVOST_TEST_COURSES", self.project.path("courses"));
        command.arg("fleet").args(words).current_dir(dir);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs `provost fleet VERB`.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        Ended::from(self.command(words).output().unwrap())
    }

    /// States of the last rollout's courses in main, counted: `3 done, 1 failed`.
    pub(crate) fn states(&self) -> String {
        self.main().ask(
            "select string_agg(n || ' ' || state, ', ' order by state) from (select state || coalesce(' (' || reason || ')', '') as state, count(*) as n
             from provost.rollout_courses where epoch = (select max(epoch) from provost.rollouts) group by 1) s",
        )
    }

    /// Which versions a course's history has, as `1,2,3`.
    pub(crate) fn history(&self, number: usize) -> String {
        self.course(number).ask("select string_agg(version::text, ',' order by version) from provost.history")
    }
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

    /// Fails unless what it wrote holds each of these texts.
    #[track_caller]
    pub(crate) fn saying(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(
                self.stderr.contains(text) || self.stdout.contains(text),
                "`{text}` is missing in:\n{self}"
            );
        }
        self
    }
}

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}
