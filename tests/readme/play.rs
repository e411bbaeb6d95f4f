//! Types the commands of a section, all in one shell, as a reader would.
#![expect(clippy::disallowed_methods, reason = "runs a shell and reads what it left")]

use crate::document::{self, Block};
use crate::masked::masked;
use crate::support::{Project, TestDatabase, home};
use std::path::Path;
use std::process::{Command, Stdio};

/// The address that stands in the README for the reader's own.
const READERS_OWN: &str = "postgres://postgres@localhost/shop";

/// Types a section's commands on a database, and compares what the README shows.
pub(crate) fn on(database: &TestDatabase, project: &Project, section: &str) {
    let blocks = of(section);
    let outputs = typed(project, &blocks, |script| script.replace(READERS_OWN, &database.url));
    let target = format!("{}/{}", database.server.sockets().display(), database.name);
    for (block, output) in blocks.iter().zip(outputs) {
        let output = output.replace(&database.url, READERS_OWN).replace(&target, "localhost/shop");
        let shown = block.shown.as_deref().unwrap_or_default();
        assert_eq!(masked(&output), masked(shown), "README.md:{}: it prints\n{output}", block.line);
    }
}

/// Types a section's commands without naming a database; what they print tells of a server that is set up, so it is not compared.
pub(crate) fn on_own_server(project: &Project, section: &str) {
    let without = |script: &str| {
        let lines = script.lines().filter(|line| !line.contains(READERS_OWN));
        lines.flat_map(|line| [line, "\n"]).collect()
    };
    typed(project, &of(section), without);
}

fn of(section: &str) -> Vec<Block> {
    let blocks: Vec<Block> =
        document::blocks().into_iter().filter(|block| block.section == section).collect();
    assert!(!blocks.is_empty(), "the README has no section `{section}` with commands");
    blocks
}

/// What each block prints, both streams in their order. A command that fails ends it all, as with `set -e`.
fn typed(project: &Project, blocks: &[Block], adapt: impl Fn(&str) -> String) -> Vec<String> {
    let file = |index: usize| project.path(&format!("printed-{index}"));
    let script: String = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| format!("{{\n{}\n}} >{} 2>&1\n", adapt(&block.script), file(index).display()))
        .collect();
    let status = shell(project, &script).status().unwrap();
    let outputs: Vec<String> =
        (0..blocks.len()).map_while(|index| std::fs::read_to_string(file(index)).ok()).collect();
    assert!(status.success(), "{status} in README.md, after\n{}", outputs.join("\n"));
    outputs
}

/// A shell in an empty home, with the program on its path and nothing of the person who runs the tests.
pub(crate) fn shell(project: &Project, script: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_provost")).parent().unwrap();
    let mut command = Command::new("bash");
    command.args(["-euc", script]).env_clear().stdin(Stdio::null()).current_dir(project.dir());
    command.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", program.display()));
    command.env("HOME", project.dir()).env("COLUMNS", "100").env("LANG", "C.UTF-8");
    command.env("PROVOST_STATE_DIR", project.path("state")).env("PROVOST_CACHE_DIR", home().cache);
    command
}
