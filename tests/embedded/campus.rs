//! A project with an embedded cluster of its own.

use crate::support::Project;
use serde_json::Value;

/// A project whose cluster goes with the test.
pub(crate) struct Campus(pub(crate) Project);

impl Campus {
    pub(crate) fn new() -> Self {
        Self(Project::new().file("provost.toml", "[project]\nname = \"campus\"\n"))
    }

    /// Standard output and error of a run that must succeed.
    pub(crate) fn run(&self, arguments: &[&str]) -> (String, String) {
        let output = self.0.provost().arg("db").args(arguments).output().unwrap();
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(output.status.success(), "provost db {arguments:?}: {}\n{out}{err}", output.status);
        (out, err)
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[arguments, &["--format", "json"]].concat()).0).unwrap()
    }

    /// Exit code and standard error of a run that must fail.
    pub(crate) fn fail(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.0.provost().arg("db").args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    pub(crate) fn sql(&self, sql: &str) -> String {
        self.run(&["psql", "--", "-XAtqc", sql]).0.trim_end().to_owned()
    }

    pub(crate) fn pid(&self) -> Option<u64> {
        self.json(&["status"])["pid"].as_u64()
    }
}

impl Drop for Campus {
    fn drop(&mut self) {
        let removed = self.0.provost().args(["db", "reset", "--cluster", "--yes"]).output();
        if !std::thread::panicking() {
            assert!(removed.unwrap().status.success());
        }
    }
}
