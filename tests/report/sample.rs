//! A report to write down.

use provost::Failure;
use provost::finding::{Finding, Severity};
use provost::render::json;
use provost::render::report::{FindingsDocument, Format, Report};

/// A report of these findings, in a format.
pub(crate) fn written(findings: &[Finding], format: Format) -> String {
    let document =
        FindingsDocument { command: "access lint", target: None, findings: findings.iter().collect() };
    let report = Report {
        command: "access lint",
        target: Some("db.example.org/shop (main)".to_owned()),
        least: Severity::Error,
        looked_at: vec!["rls-off".to_owned(), "policy-empty".to_owned()],
        found: findings.iter().map(|finding| (finding.rule.to_string(), finding)).collect(),
        home: Some("provost.toml".to_owned()),
        pages: vec![("shop-total".to_owned(), "A total is wrong.\n\nWhy: money.\n".to_owned())],
        text: &|| provost::render::lint(findings),
        document: &|| json::document(&document),
    };
    format.layout().report(&report).unwrap()
}

/// A run that failed, in a format.
pub(crate) fn failed(failure: &Failure, format: Format) -> String {
    format.layout().failure(failure).unwrap().unwrap_or_default()
}

/// Findings of every severity, with and without place and fix.
pub(crate) fn findings() -> Vec<Finding> {
    vec![
        Finding::note("rls-off", "notes", "clients can reach `notes`")
            .severity(Severity::Security)
            .fix("enable it"),
        Finding {
            place: Some("sql/main/V002__b.sql:3:14".to_owned()),
            ..Finding::note("shop-total", "V002__b", "3 rows of `order 7` are wrong")
                .severity(Severity::Error)
        },
        Finding::note("index-dead", "notes.i", "serves no query"),
        Finding {
            place: Some("templates/main.toml".to_owned()),
            target: Some("db/shop".to_owned()),
            ..Finding::note("set-unused", "mine", "nobody uses it").severity(Severity::Warning)
        },
    ]
}
