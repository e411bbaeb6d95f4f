//! What `examples/deploy` starts is what the program takes.
#![expect(clippy::disallowed_methods, reason = "reads the examples")]

use provost::cli::{Cli, Command, fleet};
use serde_json::Value;
use std::ffi::OsString;

fn example(name: &str) -> String {
    std::fs::read_to_string(format!("{}/examples/deploy/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[track_caller]
fn is_a_worker(words: &[&str]) {
    let Cli { command, .. } = provost::cli::parse(words.iter().map(OsString::from)).unwrap();
    let Command::Fleet(fleet::Command::Worker(worker)) = command else { panic!("{words:?} is no worker") };
    assert_eq!(worker.jobs.jobs.map(u16::from), Some(16));
}

#[test]
fn the_job_starts_workers() {
    let job: Value = serde_json::from_str(&example("provost-worker.json")).unwrap();
    assert_eq!((job["kind"].as_str(), job["apiVersion"].as_str()), (Some("Job"), Some("batch/v1")));
    let spec = &job["spec"];
    assert_eq!(spec["completionMode"], "Indexed");
    assert_eq!(spec["completions"], spec["parallelism"]);
    let pod = &spec["template"]["spec"];
    let container = &pod["containers"][0];
    let list = |key: &str| container[key].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
    let words: Vec<&str> = list("command").chain(list("args")).collect();
    is_a_worker(&words);
    // Every `$(NAME)` is set, and what is secret comes from a secret.
    let env = container["env"].as_array().unwrap();
    let variable = |name: &str| env.iter().find(|variable| variable["name"] == name).unwrap();
    assert_eq!(variable("ROLLOUT")["value"], "last");
    assert!(variable("PROVOST_MAIN_URL")["valueFrom"]["secretKeyRef"]["key"].is_string());
    // It may come to rest before it is killed.
    assert!(pod["terminationGracePeriodSeconds"].as_u64().unwrap() > 10);
}

#[test]
fn the_unit_starts_workers() {
    let unit = example("provost-worker@.service");
    let mut sections = Vec::new();
    let mut settings = Vec::new();
    for line in unit.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(section) => sections.push(section),
            None => settings.push(line.split_once('=').unwrap()),
        }
    }
    assert_eq!(sections, ["Unit", "Service", "Install"]);
    let setting = |name: &str| settings.iter().find(|(key, _)| *key == name).unwrap().1;
    let words: Vec<&str> = setting("ExecStart").split(' ').collect();
    assert!(words[0].starts_with('/'), "systemd wants a whole path");
    is_a_worker(&words);
    // What a person has to mend is not tried again; every such code is one of ours.
    let codes: Vec<u8> =
        setting("RestartPreventExitStatus").split(' ').map(|code| code.parse().unwrap()).collect();
    assert!(codes.iter().all(|code| provost::failure::table().any(|(ours, _)| ours == *code)));
    assert!(codes.contains(&7) && !codes.contains(&4) && !codes.contains(&70));
}
