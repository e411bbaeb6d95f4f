//! A folder of migrations, a database, and the program run on both.

use crate::catalog;
use crate::support::{Project, TestDatabase, TestServer, wait};
use std::fmt::{self, Display};
use std::process::Output;

/// A project with a database of its own.
pub(crate) struct Trial {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
    url: String,
}

impl Trial {
    /// An empty folder and an empty database.
    pub(crate) fn new() -> Self {
        Self::on(TestServer::bare_database())
    }

    /// An empty folder and a database with the platform's objects.
    pub(crate) fn on_platform() -> Self {
        Self::on(TestServer::fresh_database())
    }

    fn on(database: TestDatabase) -> Self {
        let project = Project::new();
        std::fs::create_dir_all(project.path("sql")).unwrap();
        Self { project, url: database.url.clone(), database }
    }

    /// Writes a migration file.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    /// Writes a migration file in the middle of a test.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        self.project.write(&format!("sql/{name}"), content);
    }

    /// Removes a migration file.
    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.project.path(&format!("sql/{name}"))).unwrap();
    }

    /// From here on the program logs in as this role, which is made.
    pub(crate) fn logged_in_as(mut self, role: &str, rights: &str) -> Self {
        let role = format!("{role}_{}", self.database.name);
        self.sql(&format!("create role {role} login; {}", rights.replace("ROLE", &role)));
        self.url = self.url.replacen("postgres@", &format!("{role}@"), 1);
        self
    }

    /// Runs SQL as the superuser.
    pub(crate) fn sql(&self, sql: &str) {
        wait(async { self.database.superuser().await.batch_execute(sql).await.unwrap() });
    }

    /// The first column of the first row, as text.
    pub(crate) fn ask(&self, sql: &str) -> String {
        wait(async { self.database.superuser().await.query_one(sql, &[]).await.unwrap().get(0) })
    }

    /// Runs `provost migrate` with these arguments.
    pub(crate) fn run(&self, arguments: &str) -> Said {
        self.run_at(&self.url, arguments)
    }

    /// Runs it on another address.
    pub(crate) fn run_at(&self, url: &str, arguments: &str) -> Said {
        let mut command = self.project.provost();
        command.env("PROVOST_DATABASE_URL", url).env("PROVOST_MIGRATIONS", "sql");
        let output = command.arg("migrate").args(arguments.split(' ')).output().unwrap();
        Said::of(&format!("provost migrate {arguments}"), &output, |text| self.without_what_is_random(text))
    }

    /// Runs it where it must refuse or fail, and leave the database as it was.
    pub(crate) fn refused(&self, arguments: &str) -> Said {
        let before = catalog::state(&self.database);
        let said = self.run(arguments);
        assert_ne!(said.code, 0, "{said}");
        assert_eq!(before, catalog::state(&self.database), "{said}");
        said
    }

    /// Runs it where it must succeed.
    pub(crate) fn done(&self, arguments: &str) -> Said {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{said}");
        said
    }

    fn without_what_is_random(&self, text: &str) -> String {
        let sockets = self.database.server.sockets().display().to_string();
        text.replace(&self.database.name, "DATABASE").replace(&sockets, "SOCKETS")
    }
}

/// What the program said.
pub(crate) struct Said {
    command: String,
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// What a process wrote, each text passed through `tidy`.
    pub(crate) fn of(command: &str, output: &Output, tidy: impl Fn(&str) -> String) -> Self {
        let text = |bytes: &[u8]| tidy(std::str::from_utf8(bytes).unwrap());
        Self {
            command: command.to_owned(),
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

impl Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ {} # exit {}", self.command, self.code)?;
        write!(f, "{}{}", self.out, self.err)
    }
}

/// Pins what was said, without times and process numbers.
#[macro_export]
macro_rules! pin {
    ($said:expr) => {
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            filters => vec![
                (r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)", "TIME"),
                (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "DATE AND TIME"),
                (r"\(< 1 ms\)", "(DURATION)"),
                (r"leads nowhere: .+", "leads nowhere: REASON"),
                (r"platform_guard\(\) line \d+", "platform_guard() line N"),
                (r" +took\n", "  took\n"),
                (r#""basis": "[0-9a-f]{64}""#, "\"basis\": \"HASH\""),
                (r"state [0-9a-f]{12}", "state HASH"),
                (r"now it is [0-9a-f]{12}", "now it is HASH"),
                (r" +(< 1 ms|\d+(\.\d+)? m?s)\n", "  DURATION\n"),
                (r"\(\d+(\.\d+)? ?(ms|µs|s)\)", "(DURATION)"),
                (r#""seconds": [0-9.e-]+"#, "\"seconds\": SECONDS"),
            ],
        }, { insta::assert_snapshot!($said.to_string()) })
    };
}
