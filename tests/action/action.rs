//! `action.yml`, as far as its form goes: steps with an environment and a script.

use std::collections::BTreeMap;
use std::path::Path;

/// One step.
#[derive(Debug, Default)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) condition: Option<String>,
    pub(crate) directory: Option<String>,
    pub(crate) uses: Option<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) script: String,
}

/// What the file says.
pub(crate) struct Action {
    pub(crate) defaults: BTreeMap<String, String>,
    pub(crate) steps: Vec<Step>,
}

/// Reads it. What is written in another form than the file's own is a fault of the file.
pub(crate) fn read() -> Action {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml");
    let text = std::fs::read_to_string(path).unwrap();
    let (head, steps) = text.split_once("\n  steps:\n").unwrap();
    Action { defaults: defaults(head), steps: steps.split("\n    - ").map(step).collect() }
}

fn defaults(head: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut name = "";
    for line in head.split_once("\ninputs:\n").unwrap().1.lines() {
        match line.trim().split_once(':') {
            Some((key, "")) => name = key,
            Some(("default", value)) => {
                found.insert(name.to_owned(), value.trim().trim_matches('"').to_owned());
            }
            _ => {}
        }
    }
    found
}

fn step(text: &str) -> Step {
    let mut step = Step::default();
    let mut within = "";
    for line in text.trim_start().trim_start_matches("- ").lines() {
        let inner = line.strip_prefix("        ");
        match (within, inner, line.trim().split_once(':')) {
            ("run", Some(script), _) => step.script += &format!("{script}\n"),
            ("run", None, _) if line.is_empty() => step.script.push('\n'),
            ("env", Some(_), Some((name, value))) => {
                step.environment.insert(name.to_owned(), value.trim().to_owned());
            }
            ("with", Some(_), Some(_)) => {}
            (_, None, Some((key, value))) => {
                let value = value.trim().to_owned();
                match key {
                    "name" => step.name = value,
                    "if" => step.condition = Some(value),
                    "working-directory" => step.directory = Some(value),
                    "uses" => step.uses = Some(value),
                    "shell" => assert_eq!(value, "bash"),
                    "run" => assert_eq!(value, "|"),
                    "env" | "with" => assert_eq!(value, ""),
                    other => panic!("unknown key `{other}`"),
                }
                within = ["run", "env", "with"].into_iter().find(|known| *known == key).unwrap_or_default();
            }
            other => panic!("cannot read `{line}`: {other:?}"),
        }
    }
    step
}

#[test]
fn no_expression_stands_in_a_script() {
    let action = read();
    let names: Vec<&str> = action.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Install", "Look", "Upload findings", "Comment", "Result"]);
    for step in &action.steps {
        assert!(!step.script.contains("${{"), "{}", step.name);
        assert_eq!(step.script.is_empty(), step.uses.is_some(), "{}", step.name);
        for (name, value) in &step.environment {
            let is_plain =
                value.starts_with("${{ ") && value.ends_with(" }}") && value.matches("${{").count() == 1;
            assert!(is_plain, "{name}: {value}");
        }
    }
}

/// The fixed names of commands in a script are commands of the program.
#[test]
fn every_command_of_ours_is_one() {
    let action = read();
    let mut count = 0;
    for line in action.steps.iter().flat_map(|step| step.script.lines()) {
        let Some((_, words)) = line
            .split_once("provost ")
            .filter(|(before, _)| before.trim().is_empty() || before.trim_start().starts_with("look "))
        else {
            continue;
        };
        let words =
            words.split_whitespace().take_while(|word| *word != ">").map(|word| word.trim_matches('"'));
        let words: Vec<_> = std::iter::once("provost").chain(words).map(std::ffi::OsString::from).collect();
        assert!(provost::cli::parse(words.clone()).is_ok(), "{words:?}");
        count += 1;
    }
    assert_eq!(count, 4);
}
