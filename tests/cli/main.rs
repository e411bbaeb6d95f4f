//! Pins what a person sees without a database: every help text, every usage error, every first mistake.
//!
//! A case is a `.toml` file that runs the program in an empty environment; `TRYCMD=overwrite` writes what it prints into it.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests start processes and read files"
)]

mod frame;
mod pipeline;
mod project;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/help/*.toml").case("tests/cli/usage/*.toml");
}

/// Nobody adds a command whose help is not pinned, and none is pinned that is gone.
#[test]
fn every_command_has_its_help_pinned() {
    let mut wanted = Vec::new();
    names(&provost::cli::tree(), "", &mut wanted);
    wanted.push("provost-short".to_owned());
    wanted.sort();
    let mut pinned: Vec<String> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
    pinned.sort();
    assert_eq!(pinned, wanted);
}

fn names(command: &clap::Command, parent: &str, into: &mut Vec<String>) {
    let name = format!("{parent}{}", command.get_name());
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        names(sub, &format!("{name}-"), into);
    }
    into.push(name);
}
