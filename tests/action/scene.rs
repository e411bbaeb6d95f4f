//! A project in a repository, its database, and a runner that does the action's steps.

use crate::action::{Action, Step, read};
use crate::support::{Project, TestDatabase, TestServer, home};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const TABLES: &str =
    "create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null);
create index notes_user_id on public.notes (user_id);
";
pub(crate) const RULES: &str = r#"[tables]
notes = { use = "owner", owner = "user_id" }
[relations.notes]
own = "user_id = @uid"
[expect.notes]
rows = ["own", "foreign"]
signed_in = ["all", "-"]
"#;

pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) database: TestDatabase,
    inputs: BTreeMap<String, String>,
    github: BTreeMap<&'static str, String>,
}

/// What the steps ended with: the code of the first that failed, and all that was printed.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) said: String,
}

impl Scene {
    /// A database as the base branch has it, and a clean repository.
    pub(crate) fn new() -> Self {
        let project = Project::new()
            .file(
                "provost.toml",
                "[project]\nname = \"shop\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n",
            )
            .file("sql/V001__notes.sql", TABLES)
            .file("rules.toml", RULES)
            .file("github/comments.json", "[]")
            .file("github/gh", include_str!("gh.sh"));
        std::fs::set_permissions(project.path("github/gh"), PermissionsExt::from_mode(0o755)).unwrap();
        let database = TestServer::fresh_database();
        let up = project.run(&["migrate", "up", "--database-url", &database.url]);
        assert_eq!(up.code, 0, "{}", up.err);
        let github = [
            ("github.token", "token"),
            ("github.event.pull_request.number", "7"),
            ("github.event.pull_request.head.repo.full_name", "ann/shop"),
        ];
        let mut scene = Self {
            project,
            inputs: BTreeMap::from([("database-url".to_owned(), database.url.clone())]),
            database,
            github: github.into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        };
        scene.git(&["init", "-q", "-b", "main"]);
        scene.git(&["add", "provost.toml", "sql", "rules.toml"]);
        scene.git(&["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "base"]);
        scene.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
        scene.input("author", "github-actions[bot]");
        scene
    }

    pub(crate) fn input(&mut self, name: &str, value: &str) {
        self.inputs.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn github(&mut self, name: &'static str, value: &str) {
        self.github.insert(name, value.to_owned());
    }

    /// What was asked of GitHub since the last look, and the text of the last comment.
    pub(crate) fn asked(&self) -> (Vec<String>, String) {
        let take = |name: &str| {
            let path = self.project.path(&format!("github/{name}"));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let _ = std::fs::remove_file(path); // not there where nothing was asked
            text
        };
        (take("calls").lines().map(str::to_owned).collect(), take("body.md"))
    }

    /// Runs the action as a runner does it: a step after a failure only where its condition says so.
    pub(crate) fn run(&self) -> Ended {
        let action = read();
        let mut ended = Ended { code: 0, said: String::new() };
        for step in action.steps.iter().filter(|step| step.uses.is_none()) {
            let goes_on = step.condition.as_ref().is_some_and(|when| when.contains("!cancelled()"));
            let asked = step.condition.as_ref().is_none_or(|when| {
                !when.contains("inputs.comment") || self.value(&action, "inputs.comment") == "true"
            });
            if (ended.code == 0 || goes_on) && asked {
                let (code, said) = self.step(&action, step);
                ended.said += &said;
                ended.code = if ended.code == 0 { code } else { ended.code };
            }
        }
        ended
    }

    fn step(&self, action: &Action, step: &Step) -> (i32, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_provost")).parent().unwrap();
        let fake = self.project.path("github");
        let path = format!("{}:{}:/usr/local/bin:/usr/bin:/bin", fake.display(), program.display());
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step.script]).env_clear();
        command.env("PATH", path).env("HOME", self.project.dir()).env("GITHUB_FAKE", &fake);
        command.env("PROVOST_STATE_DIR", self.project.path("state")).env("PROVOST_CACHE_DIR", &home().cache);
        command.env("RUNNER_TEMP", self.temp()).env("GITHUB_REPOSITORY", "ann/shop");
        command.env("GITHUB_EVENT_NAME", self.github.get("event").map_or("pull_request", String::as_str));
        command.env("GITHUB_BASE_REF", "main").env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"));
        for (name, value) in &step.environment {
            let value = value.trim_start_matches("${{ ").trim_end_matches(" }}");
            command.env(name, self.value(action, value));
        }
        let directory = step.directory.as_deref().map_or("", |_| ".");
        let output = command.current_dir(self.project.path(directory)).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), said)
    }

    /// Where the scripts put what they make.
    pub(crate) fn temp(&self) -> PathBuf {
        self.project.path("temp")
    }

    fn value(&self, action: &Action, expression: &str) -> String {
        let Some(input) = expression.strip_prefix("inputs.") else {
            return self.github[expression].clone();
        };
        let default = action.defaults.get(input).unwrap();
        let default = default
            .strip_prefix("${{ ")
            .map_or(default.clone(), |it| self.github[it.trim_end_matches(" }}")].clone());
        self.inputs.get(input).cloned().unwrap_or(default)
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git").current_dir(self.project.dir()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
