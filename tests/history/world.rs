//! A folder of migrations, a database, and the program between them.

use crate::support::{Project, TestDatabase, TestServer, wait};

/// What a command left: its exit code and what it said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A test's own folder and database.
pub(crate) struct World {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
}

impl World {
    /// A folder with these files, and an empty database.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let world = Self { project: Project::new(), database: TestServer::bare_database() };
        files.iter().for_each(|(name, text)| world.file(name, text));
        world
    }

    /// Writes a migration file.
    pub(crate) fn file(&self, name: &str, text: &str) {
        self.project.write(&format!("sql/{name}"), text);
    }

    /// Removes a migration file.
    #[expect(clippy::disallowed_methods, reason = "a file that somebody deleted")]
    pub(crate) fn lose(&self, name: &str) {
        std::fs::remove_file(self.project.path(&format!("sql/{name}"))).unwrap();
    }

    /// Runs `provost migrate …`.
    pub(crate) fn migrate(&self, args: &[&str]) -> Said {
        let mut command = self.project.provost();
        command.arg("migrate").args(args).env("PROVOST_DATABASE_URL", &self.database.url);
        let output = command.env("PROVOST_MIGRATIONS", "sql").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs `provost migrate …`, which must succeed; its result.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let said = self.migrate(args);
        assert_eq!(said.code, 0, "{args:?}: {}{}", said.out, said.err);
        said.out
    }

    /// Runs SQL as the owner of the database.
    pub(crate) fn sql(&self, sql: &str) {
        wait(async { self.database.client().await.batch_execute(sql).await }).unwrap();
    }

    /// One value of the database, as text.
    pub(crate) fn value(&self, sql: &str) -> String {
        wait(async {
            let client = self.database.client().await;
            let messages = client.simple_query(sql).await.unwrap();
            let row = messages.iter().find_map(|message| match message {
                tokio_postgres::SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or("").to_owned()),
                _ => None,
            });
            row.unwrap_or_default()
        })
    }

    /// The versions in history, in order.
    pub(crate) fn versions(&self) -> String {
        self.value(
            "select coalesce(string_agg(version::text, ' ' order by version), '') from provost.history",
        )
    }
}
