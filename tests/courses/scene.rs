//! A campus with two people in main, and databases that reps could hand over.

use crate::support::{Project, TestDatabase, TestServer, wait};
use std::fmt;

pub(crate) const REP: &str = "ann@example.org";
pub(crate) const DEAN: &str = "dean@example.org";

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit code {}\n--- stdout\n{}--- stderr\n{}", self.code, self.out, self.err)
    }
}

/// A campus.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) main: TestDatabase,
}

impl Scene {
    /// Main is up, the vault has its key, and both people have accounts.
    pub(crate) fn new() -> Self {
        let scene = Self::bare();
        scene.good(&["provision", "main", "-q"]);
        scene.good(&["vault", "init"]);
        scene.people();
        scene
    }

    /// The project and an empty main.
    pub(crate) fn bare() -> Self {
        let scene = Self { project: Project::new(), main: TestServer::fresh_database() };
        scene.good(&["init", ".", "--name", "campus"]);
        scene
    }

    fn people(&self) {
        self.sql(
            "insert into auth.users (id, email) values
                ('00000000-0000-4000-8000-000000000001', 'ann@example.org'),
                ('00000000-0000-4000-8000-000000000002', 'dean@example.org'),
                ('00000000-0000-4000-8000-000000000003', 'bob@example.org');
             insert into public.user_roles (user_id, role) values ('00000000-0000-4000-8000-000000000002', 'top_admin');",
        );
    }

    /// The program in the project's directory.
    pub(crate) fn command(&self, arguments: &[&str]) -> assert_cmd::Command {
        let mut command = self.project.provost();
        command.env("PROVOST_MAIN_URL", &self.main.url).args(arguments);
        command
    }

    /// Runs it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// A run that must succeed.
    pub(crate) fn good(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "provost {arguments:?}\n{run}");
        run
    }

    /// Sets up a course with a string that its rep hands over.
    pub(crate) fn provision(&self, code: &str, url: &str, more: &[&str]) -> Run {
        run(&mut self.provision_command(code, url, more))
    }

    /// The command that does.
    pub(crate) fn provision_command(&self, code: &str, url: &str, more: &[&str]) -> assert_cmd::Command {
        let mut command =
            self.command(&["provision", "course", code, "--title", "Algorithms", "--term", "2026-fall"]);
        command
            .args(["--by", DEAN, "--rep", REP, "--url-env", "COURSE_URL"])
            .args(more)
            .env("COURSE_URL", url);
        command
    }

    /// Runs SQL in main as its owner.
    pub(crate) fn sql(&self, sql: &str) {
        sql_in(&self.main, sql);
    }

    /// The one value that a query in main gives, as text.
    pub(crate) fn value(&self, query: &str) -> String {
        value_in(&self.main, query)
    }
}

/// Runs a command.
pub(crate) fn run(command: &mut assert_cmd::Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs SQL in a database as its owner.
pub(crate) fn sql_in(database: &TestDatabase, sql: &str) {
    wait(async { database.client().await.batch_execute(sql).await }).unwrap();
}

/// The one value that a query gives, as text.
pub(crate) fn value_in(database: &TestDatabase, query: &str) -> String {
    value_at(&database.url, query)
}

/// The same, of a database that the program made.
pub(crate) fn value_at(url: &str, query: &str) -> String {
    let query = format!("select ({query})::text");
    wait(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let row = client.query_one(&query, &[]).await.unwrap();
        row.get::<_, Option<String>>(0).unwrap_or_default()
    })
}
