//! A project whose names are as bad as PostgreSQL lets them be, and its page.

use crate::support::{Project, TestDatabase, TestServer};
use std::process::Output;

/// What a name could do to a page that does not escape it.
pub(crate) const SCRIPT: &str = "<script>alert(1)</script>";

const SQL: &str = r#"
create table public.authors (id uuid primary key, "</style><b>" text);
alter table public.authors enable row level security;
create table public.books (
  id uuid primary key,
  author_id uuid not null references public.authors (id),
  follows uuid references public.books (id)
);
"#;

const RULES: &str = r#"
[tables]
authors = { rules = [{ who = "signed_in", can = "r" }, { who = "anon", can = "r", rows = "own:id" }] }
books = { use = "owner", owner = "author_id" }
"#;

/// A project that was brought to a database, and something done to that by hand.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let toml = "[project]\nname = \"library & co\"\n\n[main]\ndatabase_url = \"env:LIBRARY_URL\"\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n";
        let project = Project::new()
            .file("provost.toml", toml)
            .file("sql/V001__books.sql", SQL)
            .file("rules.toml", RULES);
        let scene = Self { project, database: TestServer::fresh_database() };
        let up = scene.run(&["migrate", "up"]);
        assert!(up.status.success(), "{}", String::from_utf8_lossy(&up.stderr));
        let client = scene.database.client().await;
        client
            .batch_execute(&format!("create table public.\"{SCRIPT}\" (); create table public.a\u{202e}()"))
            .await
            .unwrap();
        scene.project.write("sql/V002__later.sql", "create table public.later ();");
        scene.project.write("rules.toml", format!("{RULES}later = {{ use = \"service\" }}\n"));
        scene
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.project.provost().args(args).env("LIBRARY_URL", &self.database.url).output().unwrap()
    }

    pub(crate) fn page(&self) -> String {
        let output = self.run(&["report"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}
