//! A row of a check as a finding.

use super::Check;
use crate::finding::{Finding, Severity};

/// The columns of every check, in their order.
pub const COLUMNS: [&str; 4] = ["severity", "object", "message", "fix"];

/// A row as a finding.
///
/// # Errors
/// What is wrong with the row.
pub fn finding(check: &Check, row: [Option<String>; 4]) -> Result<Finding, String> {
    let [severity, object, message, fix] = row;
    let severity = match severity.as_deref() {
        Some("note") => Severity::Note,
        Some("warning") => Severity::Warning,
        Some("error") => Severity::Error,
        Some("security") => Severity::Security,
        other => {
            let said = other.map_or_else(|| "null".to_owned(), |word| format!("`{word}`"));
            return Err(format!("a row's severity is {said}, and must be note, warning, error or security"));
        }
    };
    let (Some(object), Some(message)) = (object, message) else {
        return Err("a row has null for its object or its message".to_owned());
    };
    let finding = Finding::note(check.name.clone(), object, message).severity(severity);
    Ok(Finding { fix, place: check.file.as_ref().map(|file| format!("{file}:1:1")), ..finding })
}
