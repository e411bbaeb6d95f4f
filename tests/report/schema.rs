//! SARIF against the official schema, our JSON against the one that ships.

use crate::sample::{failed, findings, written};
use crate::support::schema::{Compiled, check, compile};
use provost::Failure;
use provost::finding::{Finding, Severity};
use provost::render::report::{FindingsDocument, Format};
use serde_json::Value;
use std::sync::LazyLock;

/// The OASIS schema, as `serde-sarif` carries it.
const SARIF: &str = include_str!("sarif-2.1.0.schema.json");

pub(crate) fn sarif(document: &str) -> Value {
    static COMPILED: LazyLock<Compiled> = LazyLock::new(|| compile(SARIF));
    COMPILED.check(document).unwrap()
}

pub(crate) fn findings_document(document: &str) -> Value {
    check(&FindingsDocument::schema().unwrap(), document).unwrap()
}

#[test]
fn the_shipped_schema_is_that_of_the_types() {
    let schema = FindingsDocument::schema().unwrap();
    let file = format!("{}/templates/schema/findings.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("PROVOST_WRITE_SCHEMA").is_some() {
        std::fs::write(&file, &schema).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), schema, "run this test with PROVOST_WRITE_SCHEMA=1");
}

#[test]
fn a_document_of_another_form_is_noticed() {
    let good = written(&findings(), Format::Sarif);
    assert!(check(SARIF, &good.replace("\"ruleId\"", "\"rule\"")).is_err());
    assert!(check(SARIF, &good.replace("\"2.1.0\"", "\"2.2\"")).is_err());
    let schema = FindingsDocument::schema().unwrap();
    let good = written(&findings(), Format::Json);
    findings_document(&good);
    assert!(check(&schema, &good.replace("\"warning\"", "\"alarm\"")).is_err());
    assert!(check(&schema, &good.replace("\"message\"", "\"text\"")).is_err());
}

#[test]
fn sarif_has_rules_places_and_levels() {
    let log = sarif(&written(&findings(), Format::Sarif));
    let run = &log["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "provost/access-lint/db.example.org/shop (main)");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let names: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["index-dead", "rls-off", "set-unused", "shop-total"]);
    for rule in rules {
        assert!(rule["help"]["text"].as_str().unwrap().contains("\n\nWhy: "), "{rule}");
    }
    assert_eq!(rules[3]["shortDescription"]["text"], "A total is wrong.");
    assert_eq!(rules[1]["properties"]["security-severity"], "8.0");
    assert_eq!(rules[2].get("properties"), None);
    let results = run["results"].as_array().unwrap();
    let levels: Vec<&str> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "error", "note", "warning"]);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let place = |index: usize| &results[index]["locations"][0]["physicalLocation"];
    assert_eq!(place(0)["artifactLocation"]["uri"], "provost.toml");
    assert_eq!(place(1)["artifactLocation"]["uri"], "sql/main/V002__b.sql");
    assert_eq!(place(1)["region"], serde_json::json!({ "startLine": 3, "startColumn": 14 }));
    assert_eq!(results[0]["message"]["text"], "clients can reach `notes`\nhint: enable it");
}

#[test]
fn fingerprints_stay_when_lines_move_and_counts_change() {
    let prints = |findings: &[Finding]| -> Vec<String> {
        let log = sarif(&written(findings, Format::Sarif));
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results
            .iter()
            .map(|it| it["partialFingerprints"]["provost/v1"].as_str().unwrap().to_owned())
            .collect()
    };
    let of = |message: &str, place: &str| Finding {
        place: Some(place.to_owned()),
        ..Finding::note("rls-off", "notes", message).severity(Severity::Error)
    };
    let before = prints(&[of("3 rows of `t1` are wrong", "a.sql:3:1")]);
    assert_eq!(prints(&[of("4 rows of `t1` are wrong", "a.sql:9:5")]), before);
    assert_ne!(prints(&[of("3 rows of `t2` are wrong", "a.sql:3:1")]), before);
    assert_ne!(prints(&[of("3 rows of `t1` are wrong", "b.sql:3:1")]), before);
    let twice = prints(&[of("same", "a.sql:1:1"), of("same", "a.sql:2:1")]);
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn a_run_that_failed_never_looks_clean() {
    let failure = Failure::new(provost::failure::Kind::Connect, "could not connect")
        .because("refused")
        .hint("start it");
    let log = sarif(&failed(&failure, Format::Sarif));
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(
        (&invocation["executionSuccessful"], &invocation["exitCode"]),
        (&Value::Bool(false), &4.into())
    );
    let said = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert_eq!(said, "could not connect: refused\nhint: start it");
    let line: Value = serde_json::from_str(&failed(&failure, Format::Jsonl)).unwrap();
    assert_eq!(line["error"]["kind"], "connect");
    assert_eq!(
        failed(&failure, Format::Github),
        "::error title=provost::could not connect: refused%0Ahint: start it\n"
    );
    assert!(failed(&failure, Format::Junit).contains("errors=\"1\""));
}

#[test]
fn json_lines_end_with_a_summary() {
    let text = written(&findings(), Format::Jsonl);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<&str> =
        lines.iter().map(|line| line.as_object().unwrap().keys().next().unwrap().as_str()).collect();
    let expected = ["finding", "passed", "finding", "finding", "passed", "finding", "passed", "summary"];
    assert_eq!(keys, expected);
    let summary = serde_json::json!({
        "command": "access lint", "target": "db.example.org/shop (main)", "findings": 4, "wrong": 2, "passed": 3
    });
    assert_eq!(lines.last().unwrap()["summary"], summary);
}
