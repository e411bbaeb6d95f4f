//! What the README says without showing it.

use crate::document::{self, TEXT};
use provost::cli;
use std::ffi::OsString;

#[test]
fn every_block_of_commands_is_typed_by_a_test() {
    let mut sections: Vec<&str> = document::blocks().iter().map(|block| block.section).collect();
    sections.dedup();
    let typed = [
        "A first session",
        "Who may touch what",
        "A database that has tables already",
        "When a table is busy",
    ];
    assert_eq!(sections[0], "Start");
    assert_eq!(sections[1..], typed);
}

#[test]
fn the_second_command_is_the_one_that_the_gate_runs() {
    let [_, second] = document::two_commands();
    let gate = include_str!("../../.ci/run");
    assert!(gate.lines().any(|line| line.ends_with(second)), "`.ci/run` does not run `{second}`");
}

#[test]
fn the_table_of_exit_codes_is_the_program_s() {
    let rows = TEXT.lines().skip_while(|line| *line != "| exit code | meaning |").skip(2);
    let rows: Vec<String> =
        rows.take_while(|line| line.starts_with('|')).map(|line| line.replace('`', "")).collect();
    let table = provost::failure::table().map(|(code, meaning)| format!("| {code} | {meaning} |"));
    assert_eq!(rows, table.collect::<Vec<_>>());
}

#[test]
fn commands_in_the_text_exist() {
    let commands: Vec<&str> =
        TEXT.split('`').skip(1).step_by(2).filter(|code| code.starts_with("provost ")).collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands.into_iter().flat_map(alternatives) {
        let words = command.split_whitespace().map(OsString::from);
        assert!(cli::parse(words).is_ok(), "`{command}` is no command line");
    }
}

/// `db start|stop` is two command lines.
fn alternatives(command: &str) -> Vec<String> {
    match command.split_whitespace().find(|word| word.contains('|')) {
        Some(word) => word.split('|').map(|one| command.replace(word, one)).collect(),
        None => vec![command.to_owned()],
    }
}

#[test]
fn what_is_only_shown_is_a_command_line() {
    let lines = crate::document::shown_only();
    assert!(lines.len() >= 10, "{lines:?}");
    for line in lines {
        let parsed = cli::parse(line.iter().map(OsString::from));
        assert!(parsed.is_ok(), "{line:?}: {}", parsed.unwrap_err());
    }
}
