//! The pipelines in `docs/ci` run commands that exist.

use std::ffi::OsString;
use std::path::Path;

/// Every command of ours in a file: what stands behind `provost` up to the first sign of the shell.
fn commands(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("- ").trim_start_matches("run: "));
    let ours = lines.filter(|line| line.starts_with("provost ") && !line.ends_with(':'));
    ours.map(|line| {
        let words = line.split_whitespace().take_while(|word| ![">", "|", "||", "&&", "<"].contains(word));
        words.map(|word| word.trim_matches('"').to_owned()).collect()
    })
    .collect()
}

#[test]
fn every_command_of_a_pipeline_is_one() {
    for (file, wanted) in [("github.yml", 6), ("gitlab.yml", 6)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        let commands = commands(&text);
        assert_eq!(commands.len(), wanted, "{file}: {commands:?}");
        for words in commands {
            let parsed = provost::cli::parse(words.iter().map(OsString::from));
            assert!(parsed.is_ok(), "{file}: {words:?}: {}", parsed.unwrap_err());
        }
    }
}

#[test]
fn a_command_that_is_none_is_noticed() {
    let text = "run: |\n  provost lint --changed > x\n  - provost drift check --format sarif || code=1\nprovost files:\n";
    let commands = commands(text);
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(provost::cli::parse(commands[0].iter().map(OsString::from)).is_err());
    assert!(provost::cli::parse(commands[1].iter().map(OsString::from)).is_ok());
}
