//! A project with access rules, and a database that it is applied to.

use crate::support::{Project, TestDatabase, TestServer, wait};
use tokio_postgres::SimpleQueryMessage;

/// A project and its database.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
}

/// The tables that most tests use.
pub(crate) const TABLES: &str = "
create table public.users (id uuid primary key, role text not null default 'student', name text);
create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null references public.users (id), body text);
create index notes_user_id_idx on public.notes (user_id);
create function public.hello() returns text language sql as $$ select 'hello' $$;
";

/// Rules for them.
pub(crate) const RULES: &str = r#"
[roles]
source = "users.role"
base = "student"
sets = { admins = ["admin"] }
[tables]
users = { rules = [{ who = "signed_in", can = "r", rows = "own:id" }] }
notes = { rules = [{ who = "signed_in", can = "all", rows = "own:user_id" }, { who = "admins", can = "r" }] }
"#;

impl Scene {
    /// The usual tables and rules, not yet applied.
    pub(crate) fn usual() -> Self {
        Self::new(TABLES, RULES)
    }

    /// One migration and one file of rules.
    pub(crate) fn new(tables: &str, rules: &str) -> Self {
        let project = Project::new()
            .file(
                "provost.toml",
                "[project]\nname = \"scene\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n",
            )
            .file("sql/V001__tables.sql", tables)
            .file("rules.toml", rules);
        Self { project, database: TestServer::fresh_database() }
    }

    /// Runs provost on the database: exit code, and both streams one after the other.
    pub(crate) fn run(&self, args: &[&str]) -> (i32, String) {
        let mut command = self.project.provost();
        let output =
            command.args(args).args(["--yes", "--database-url", &self.database.url]).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code().unwrap(), text.replace(&self.database.name, "DATABASE"))
    }

    /// Runs it and expects it to do its work.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let (code, text) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {text}");
        text
    }

    /// The rows of a query as the role that runs migrations, columns joined by blanks.
    pub(crate) fn rows(&self, sql: &str) -> Vec<String> {
        self.try_rows(sql).unwrap()
    }

    /// The same, or the server's code.
    pub(crate) fn try_rows(&self, sql: &str) -> Result<Vec<String>, String> {
        wait(async {
            let client = self.database.client().await;
            let messages = client.simple_query(sql).await.map_err(|error| {
                error.code().map_or_else(|| error.to_string(), |code| code.code().to_owned())
            })?;
            Ok(messages
                .iter()
                .filter_map(|message| match message {
                    SimpleQueryMessage::Row(row) => Some(
                        (0..row.len()).map(|at| row.get(at).unwrap_or("-")).collect::<Vec<_>>().join(" "),
                    ),
                    _ => None,
                })
                .collect())
        })
    }

    /// What a person sees or is told, as a client with this id.
    pub(crate) fn as_person(&self, uid: &str, sql: &str) -> Result<Vec<String>, String> {
        self.try_rows(&format!(
            "begin; set local role authenticated; \
             set local request.jwt.claims = '{{\"sub\": \"{uid}\", \"role\": \"authenticated\"}}'; {sql}"
        ))
    }
}
