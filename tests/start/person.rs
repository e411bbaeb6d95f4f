//! A person with an empty home, whose embedded server goes with the test.

use crate::support::Project;
use serde_json::Value;

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A person in an empty directory.
pub(crate) struct Person(pub(crate) Project);

impl Person {
    pub(crate) fn new() -> Self {
        Self(Project::new())
    }

    pub(crate) fn with(project: Project) -> Self {
        Self(project)
    }

    /// Runs the program where the person stands.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(&[], arguments)
    }

    /// Runs the program with variables set.
    pub(crate) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        self.run_in(".", variables, arguments)
    }

    /// Runs the program in a folder below.
    pub(crate) fn run_in(&self, folder: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        let mut command = self.0.provost();
        command.current_dir(self.0.path(folder)).args(arguments).envs(variables.iter().copied());
        let output = command.output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A run that must succeed.
    pub(crate) fn good(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "provost {arguments:?}\n{}{}", run.out, run.err);
        run
    }

    /// Everything below a folder: paths with texts, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<(String, String)> {
        let root = self.0.path(folder);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                        found.push((name, std::fs::read_to_string(&path).unwrap()));
                    }
                }
            }
        }
        found.sort();
        found
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        if self.0.path("state").exists() {
            let removed = self.0.provost().args(["db", "reset", "--cluster", "--yes"]).output();
            if !std::thread::panicking() {
                assert!(removed.unwrap().status.success());
            }
        }
    }
}

/// The findings of a report: rule, severity, message.
pub(crate) fn findings(run: &Run) -> Vec<(String, String, String)> {
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let all = report["findings"].as_array().unwrap();
    all.iter().map(|it| (text(it, "rule"), text(it, "severity"), text(it, "message"))).collect()
}
