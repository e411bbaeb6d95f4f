//! Findings of lint, and a line that counts them.

use super::finding::findings;
use super::report::counted;
use super::style::{ERROR, GOOD, Styled, WARNING};
use crate::finding::{Finding, Severity};

/// The findings, and what they come to.
pub fn lint(found: &[Finding]) -> String {
    let style = match found.iter().map(|finding| finding.severity).max() {
        None | Some(Severity::Note) => GOOD,
        Some(Severity::Warning) => WARNING,
        Some(_) => ERROR,
    };
    format!("{}{}\n", findings(found), Styled(style, counted(found)))
}
