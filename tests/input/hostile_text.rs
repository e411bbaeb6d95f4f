//! Text that a server or a file could use to speak to the terminal, or to the CI system, of the person who reads it.

use crate::pin;
use crate::trial::{Said, Trial};

/// An exception whose every part holds something: a window title, colours, bidi, and a GitHub command.
const RAISES: &str = "do $$ begin
  raise warning '%', E'\\x1b[2Jwiped';
  raise exception '%', E'\\x1b]0;owned\\x07 \\u202egnp.exe' using
    detail = E'first\\n::error::forged\\n\\x1b[31m', hint = E'run `rm -rf /`\\u0007';
end $$;\n";

fn raised(format: &str) -> Said {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write("V2__more.sql", RAISES);
    let said = trial.refused(&format!("up --format {format}"));
    assert_eq!(said.code, 6, "{said}");
    let is_raw = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!said.to_string().contains(is_raw), "{:?}", said.to_string());
    said
}

#[test]
fn an_error_of_the_server_reaches_the_terminal_harmless() {
    let said = raised("text");
    assert!(said.err.lines().all(|line| !line.trim_start().starts_with("::")), "{said}");
    pin!(said);
}

#[test]
fn an_error_of_the_server_reaches_a_json_reader_whole_and_harmless() {
    let said = raised("json");
    let document: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(document["error"]["causes"][0], "\u{1b}]0;owned\u{7} \u{202e}gnp.exe (P0001)");
    pin!(said);
}

#[test]
fn names_of_files_and_rows_of_history_are_shown_harmless() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.sql("update provost.history set name = E'in\\x1b[2Jit', applied_on = E'\\x1b]0;x\\x07'");
    trial.write("V2__\u{1b}[31m.sql", "select 1;\n");
    let name = trial.refused("status");
    trial.remove("V2__\u{1b}[31m.sql");
    let all = format!("{name}{}{}", trial.done("status"), trial.refused("up"));
    assert!(!all.contains(|c: char| c.is_control() && c != '\n'), "{all:?}");
    pin!(all);
}
