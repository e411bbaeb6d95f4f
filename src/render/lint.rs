//! Findings of lint, and a line that counts them.

use super::finding::findings;
use super::style::{ERROR, GOOD, Styled, WARNING};
use crate::finding::{Finding, Severity};

/// The findings, and what they come to.
pub fn lint(found: &[Finding]) -> String {
    let count = |severity: &[Severity]| found.iter().filter(|it| severity.contains(&it.severity)).count();
    let noun = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let (errors, warnings) = (count(&[Severity::Error, Severity::Security]), count(&[Severity::Warning]));
    let sum = format!("{}, {}", noun(errors, "error"), noun(warnings, "warning"));
    let sum = match count(&[Severity::Note]) {
        0 => sum,
        notes => format!("{sum}, {}", noun(notes, "note")),
    };
    let style = match (errors, warnings) {
        (0, 0) => GOOD,
        (0, _) => WARNING,
        _ => ERROR,
    };
    format!("{}{}\n", findings(found), Styled(style, sum))
}
