//! Every rule made weaker: somebody notices, or it is accepted with a reason.
//!
//! It measures time: Growth OS has some eight hundred weaker rules, so that one world is tried there, and three elsewhere.

use crate::support::Project;

/// A system as it is written; only the access files matter, so no database of its own is brought up.
#[track_caller]
fn noticed(system: &str, course: Option<&str>, worlds: &str) {
    let project = Project::new();
    let written = project.provost().args(["init", system, "--from", system]).output().unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let mut command = project.provost();
    command
        .current_dir(project.path(system))
        .args(["access", "test", "--mutate", "--worlds", worlds, "--format", "json"]);
    if let Some(course) = course {
        command.args(["--course", course]);
    }
    let output = command.output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    });
    let findings = document["findings"].as_array().unwrap();
    let told: Vec<&str> = findings
        .iter()
        .filter(|finding| finding["rule"] != "not-tested")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert!(told.is_empty(), "{system}: {told:#?}");
    let count = |what: &str| document["mutants"][what].as_u64().unwrap();
    assert_eq!(count("survived"), 0, "{system}: {document:#}");
    assert!(count("killed") > 40, "{system}: {:#}", document["mutants"]);
}

#[test]
fn campus_main() {
    noticed("campus", None, "3");
}

#[test]
fn campus_course() {
    noticed("campus", Some("CS101"), "3");
}

#[test]
fn growth_os() {
    noticed("growth-os", None, "1");
}

/// The shadow's server is the fetched one, for `vector`.
#[test]
fn learning_platform() {
    noticed("learning-platform", None, "3");
}

#[test]
fn edulink() {
    noticed("edulink", None, "3");
}

#[test]
fn personalized_lms() {
    noticed("personalized-lms", None, "3");
}
