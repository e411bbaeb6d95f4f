//! One JSON document a line. Each is an object with one key that says what it is; the last is the summary, so a reader knows that it has all.

use super::{Layout, Report};
use crate::failure::{Failure, Result};
use crate::render::json::{self, ErrorDocument};
use serde_json::json;

/// JSON lines.
#[derive(Debug)]
pub(super) struct JsonLines;

impl Layout for JsonLines {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        let mut text = String::new();
        let mut passed = 0;
        for (case, findings) in report.cases() {
            for finding in &findings {
                text += &json::line(&json!({ "finding": finding }))?;
            }
            if !findings.iter().any(|finding| report.fails(finding)) {
                passed += 1;
                text += &json::line(&json!({ "passed": case }))?;
            }
        }
        let summary = json!({
            "command": report.command,
            "target": report.target,
            "findings": report.found.len(),
            "wrong": report.wrong(),
            "passed": passed,
        });
        Ok(text + &json::line(&json!({ "summary": summary }))?)
    }

    fn failure(&self, failure: &Failure) -> Result<Option<String>> {
        json::line(&ErrorDocument::from(failure)).map(Some)
    }
}
