//! The frame around every command: streams, colour, broken pipes, the version.

use crate::support::provost;
use std::process::Stdio;

#[test]
fn the_version_goes_to_standard_output() {
    let expected = concat!("provost ", env!("CARGO_PKG_VERSION"), "\n");
    provost().arg("--version").assert().success().stdout(expected).stderr("");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_provost"))
        .args(["completions", "bash"])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn a_full_disk_is_an_error() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_provost"))
        .arg("man")
        .env_clear()
        .stdout(std::fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(
        text.starts_with("error: could not write the result to standard output\n  caused by: No space"),
        "{text}"
    );
}

#[test]
fn colour_is_where_it_is_asked_for() {
    let text = |args: &[&str]| String::from_utf8(provost().args(args).output().unwrap().stderr).unwrap();
    assert!(text(&["--color", "always", "nope"]).contains("\u{1b}["));
    assert!(text(&["--color=always", "nope"]).contains("\u{1b}["));
    assert!(!text(&["nope"]).contains('\u{1b}'));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = provost().args(["completions", shell]).output().unwrap().stdout;
        let script = String::from_utf8(script).unwrap();
        for word in ["completions", "man", "--color"] {
            assert!(script.contains(word.trim_start_matches('-')), "{shell} knows {word}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let page = |path: &[&str]| {
        let output = provost().arg("man").args(path).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = page(&[]);
    assert_eq!(code, Some(0));
    assert!(text.contains(".TH provost 1") && text.contains("Exit codes:"), "{text}");
    assert!(text.contains("Keep trying to lock"), "no option is without its text");
    assert!(!text.contains('\u{1b}'), "no escape sequences");
    let (_, text) = page(&["migrate", "new"]);
    assert!(text.contains(".TH provost-migrate-new 1") && text.contains("provost 0."), "{text}");
    assert_eq!(page(&["migrate", "nope"]).0, Some(2));
}

#[test]
fn a_bug_ends_with_its_own_code() {
    let args = std::iter::from_fn(|| -> Option<std::ffi::OsString> { panic!("hunter2") });
    assert_eq!(provost::command::run(args), std::process::ExitCode::from(70));
}
