//! Findings and failures in words, as several formats have them.

use crate::failure::Failure;
use crate::finding::{Finding, Severity};

/// `2 errors, 1 warning`; notes where there are any.
pub fn counted<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    for finding in findings {
        match finding.severity {
            Severity::Error | Severity::Security => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => notes += 1,
        }
    }
    let noun = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let sum = format!("{}, {}", noun(errors, "error"), noun(warnings, "warning"));
    if notes == 0 { sum } else { format!("{sum}, {}", noun(notes, "note")) }
}

/// A finding and what to do about it, unescaped.
pub(super) fn of_finding(finding: &Finding) -> String {
    with_hints(&finding.message, finding.fix.as_slice())
}

/// A failure and what to do about it, unescaped.
pub(super) fn of_failure(failure: &Failure) -> String {
    with_hints(&failure.to_string(), failure.hints())
}

fn with_hints(text: &str, hints: &[String]) -> String {
    let hints = hints.iter().map(|hint| format!("\nhint: {hint}"));
    std::iter::once(text.to_owned()).chain(hints).collect()
}
