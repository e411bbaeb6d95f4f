//! Every rule of lint finds its fault, and nothing once it is mended.

mod catalog;
mod files;
mod plans;
mod rules;

use crate::scene::Scene;
use serde_json::Value;

/// What the program finds on the scene's database: `rule:object`.
fn found(scene: &Scene) -> Vec<String> {
    let (code, text) = scene.run(&["access", "lint", "--format", "json"]);
    assert!(code <= 1, "{text}");
    names(&text)
}

/// The names of findings in a document, of whatever follows it nothing.
fn names(text: &str) -> Vec<String> {
    let report = serde_json::Deserializer::from_str(text).into_iter::<Value>().next().unwrap().unwrap();
    let name = |finding: &Value| {
        format!("{}:{}", finding["rule"].as_str().unwrap(), finding["object"].as_str().unwrap())
    };
    report["findings"].as_array().unwrap().iter().map(name).collect()
}

/// Every rule has a test that makes its fault: `tests` are the names that this file's neighbours found.
#[test]
fn every_rule_can_be_explained_by_the_program() {
    for rule in provost::access::lint::all() {
        let scene =
            crate::support::provost().args(["access", "lint", "--explain", rule.name]).output().unwrap();
        assert!(scene.status.success(), "{}", rule.name);
        assert!(String::from_utf8(scene.stdout).unwrap().contains("Mend: "), "{}", rule.name);
    }
    let mut command = crate::support::provost();
    let output = command.args(["access", "lint", "--explain", "rls-of"]).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean `rls-off`?"));
}
