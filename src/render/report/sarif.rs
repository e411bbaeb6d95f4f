//! SARIF 2.1.0, for code scanning: rules with their texts, results with places and fingerprints that stay when lines move.

use super::page::{page, summary};
use super::place::Place;
use super::{Layout, Report, words};
use crate::failure::{Failure, Result};
use crate::finding::{Finding, Severity};
use crate::render::{escape, json};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// SARIF.
#[derive(Debug)]
pub(super) struct Sarif;

impl Layout for Sarif {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
        for finding in report.findings() {
            let severity = worst.entry(&finding.rule).or_insert(finding.severity);
            *severity = (*severity).max(finding.severity);
        }
        let rules: Vec<Value> = worst.iter().map(|(name, severity)| rule(report, name, *severity)).collect();
        let mut seen = BTreeMap::new();
        let results = report.findings().map(|finding| {
            let index = worst.keys().position(|name| *name == finding.rule);
            result(report, finding, index, &mut seen)
        });
        let results: Vec<Value> = results.collect();
        let invocation = json!({ "executionSuccessful": true });
        json::document(&log(report.command, report.target.as_deref(), rules, results, invocation))
    }

    /// A tool that could not look has no results: code scanning must not take that for a clean run.
    fn failure(&self, failure: &Failure) -> Result<Option<String>> {
        let invocation = json!({
            "executionSuccessful": false,
            "exitCode": failure.kind().exit_code(),
            "exitCodeDescription": failure.kind().word(),
            "toolExecutionNotifications": [{ "level": "error", "message": message(&words::of_failure(failure)) }],
        });
        json::document(&log("run", None, Vec::new(), Vec::new(), invocation)).map(Some)
    }
}

fn log(
    command: &str,
    target: Option<&str>,
    rules: Vec<Value>,
    results: Vec<Value>,
    invocation: Value,
) -> Value {
    // Code scanning keeps the results of each of these apart.
    let id = format!("provost/{}/{}", command.replace(' ', "-"), escape::line(target.unwrap_or("files")));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "provost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "automationDetails": { "id": id },
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn message(text: &str) -> Value {
    json!({ "text": escape::block(text) })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error | Severity::Security => "error",
    }
}

fn rule(report: &Report<'_>, name: &str, worst: Severity) -> Value {
    let mut rule = json!({ "id": name, "defaultConfiguration": { "level": level(worst) } });
    if let Some(page) = page(report, name) {
        rule["shortDescription"] = message(&summary(&page));
        rule["help"] = json!({ "text": escape::block(&page), "markdown": escape::block(&page) });
    }
    if worst == Severity::Security {
        rule["properties"] = json!({ "tags": ["security"], "security-severity": "8.0" });
    }
    rule
}

fn result(
    report: &Report<'_>,
    finding: &Finding,
    index: Option<usize>,
    seen: &mut BTreeMap<String, usize>,
) -> Value {
    let place = finding.place.as_deref().or(report.home.as_deref()).map(Place::of);
    let object = escape::line(&finding.object);
    let mut location = json!({ "logicalLocations": [{ "fullyQualifiedName": object }] });
    if let Some(place) = place {
        location["physicalLocation"] = physical(place);
    }
    let print = fingerprint(finding, place);
    let times = seen.entry(print.clone()).or_insert(0);
    *times += 1;
    let mut properties = Map::new();
    properties.insert("severity".to_owned(), json!(finding.severity));
    if let Some(target) = &finding.target {
        properties.insert("target".to_owned(), json!(escape::line(target)));
    }
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": message(&words::of_finding(finding)),
        "locations": [location],
        "partialFingerprints": { "provost/v1": format!("{print}:{times}") },
        "properties": properties,
    })
}

fn physical(place: Place<'_>) -> Value {
    let mut artifact = json!({ "uri": place.uri() });
    if !place.file.starts_with('/') {
        artifact["uriBaseId"] = json!("%SRCROOT%");
    }
    let (line, column) = place.position.unwrap_or((1, 1));
    json!({ "artifactLocation": artifact, "region": { "startLine": line, "startColumn": column } })
}

/// The same for the same thing, also when lines move or a count changes: digits outside of backticks are left out.
fn fingerprint(finding: &Finding, place: Option<Place<'_>>) -> String {
    let mut hash = Sha256::new();
    let file = place.map_or("", |place| place.file);
    for part in [&*finding.rule, finding.object.as_str(), file] {
        hash.update(part);
        hash.update([0]);
    }
    for (index, part) in finding.message.split('`').enumerate() {
        let quoted = index % 2 == 1;
        hash.update(part.replace(|c: char| !quoted && c.is_ascii_digit(), ""));
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
