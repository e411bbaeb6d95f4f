//! Findings as a person reads them.

use super::escape;
use super::style::{ERROR, FAINT, GOOD, PLACE, STRONG, Style, Styled, WARNING};
use crate::finding::{Finding, Severity};

/// Writes findings as styled text, one after the other, ending with a line break. Nothing for no findings.
pub fn findings(findings: &[Finding]) -> String {
    findings.iter().map(finding).collect()
}

/// `error: message [rule]`, its place, and what to do.
pub fn finding(finding: &Finding) -> String {
    let (style, word) = severity(finding.severity);
    let message = escape::block(&finding.message).replace('\n', "\n  ");
    let rule = Styled(FAINT, format_args!("[{}]", escape::line(&finding.rule))).to_string();
    let mut text = format!("{} {message} {rule}\n", Styled(style, word));
    if let Some(place) = &finding.place {
        text += &format!("  {} {}\n", Styled(PLACE, "-->"), escape::line(place));
    }
    if let Some(fix) = &finding.fix {
        let fix = escape::block(fix).replace('\n', "\n    ");
        text += &format!("  {} {fix}\n", Styled(GOOD, "hint:"));
    }
    text
}

/// How bad, in a word.
pub(super) const fn severity(severity: Severity) -> (Style, &'static str) {
    match severity {
        Severity::Note => (STRONG, "note:"),
        Severity::Warning => (WARNING, "warning:"),
        Severity::Error => (ERROR, "error:"),
        Severity::Security => (ERROR, "security:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_has_its_rule_place_and_way_out() {
        let shown = findings(&[Finding {
            rule: "history-checksum".into(),
            severity: Severity::Error,
            target: None,
            object: "V003".to_owned(),
            place: Some("sql/main/V003__grades.sql:1:1".to_owned()),
            message: "`V003` was edited\nafter it was applied\u{1b}[2J".to_owned(),
            fix: Some("run `provost migrate repair --checksum V003`".to_owned()),
        }]);
        assert_eq!(
            anstream::adapter::strip_str(&shown).to_string(),
            "error: `V003` was edited\n  after it was applied\\u{1b}[2J [history-checksum]\n  \
             --> sql/main/V003__grades.sql:1:1\n  hint: run `provost migrate repair --checksum V003`\n"
        );
    }
}
