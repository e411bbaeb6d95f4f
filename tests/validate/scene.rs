//! A project and a database to look at.

use crate::support::{Project, Run, TestDatabase, TestServer, wait};
use serde_json::Value;

/// A project, and a database with the platform in it.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let file = "[project]\nname = \"shop\"\n[main]\naccess = [\"rules.toml\"]\nvalidate = [\"checks\"]\n";
        let project = Project::new()
            .file("provost.toml", file)
            .file("rules.toml", "")
            .file(
                "sql/main/V1__notes.sql",
                "create table public.notes (id bigint primary key, owner uuid not null);\n",
            )
            .file("checks/.keep", "");
        Self { project, database: TestServer::fresh_database() }
    }

    /// Runs `provost` with the database as its target.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.project.run(&[arguments, &["--database-url", &self.database.url]].concat())
    }

    /// Does something by hand, as the superuser.
    pub(crate) fn does(&self, sql: &str) {
        wait(async { self.database.superuser().await.batch_execute(sql).await }).unwrap();
    }

    /// What a check finds: severity and object.
    pub(crate) fn found(&self, check: &str) -> Vec<(String, String)> {
        let run = self.run(&["validate", "--check", check, "--format", "json"]);
        assert!(run.code <= 1, "{}{}", run.out, run.err);
        let document: Value = serde_json::from_str(&run.out).unwrap();
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = document["findings"].as_array().unwrap();
        assert!(findings.iter().all(|it| it["rule"] == check), "{}", run.out);
        findings.iter().map(|it| (text(it, "severity"), text(it, "object"))).collect()
    }
}
