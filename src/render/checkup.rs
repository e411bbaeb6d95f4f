//! Findings under headings, with what is in order among them: the report of a person who asks how things are.

use super::escape;
use super::finding::severity;
use super::style::{ERROR, GOOD, PLACE, STRONG, Styled, WARNING};
use crate::finding::{Finding, Severity};

/// Writes headings with their findings, and one line that sums them up. Each finding is one line; what to do follows in another.
pub fn checkup(sections: &[(String, &[Finding])]) -> String {
    let mut text = String::new();
    for (heading, findings) in sections.iter().filter(|(_, findings)| !findings.is_empty()) {
        text += &format!("{}\n", Styled(STRONG, escape::line(heading)));
        text += &findings.iter().map(line).collect::<String>();
    }
    let count = |is: fn(Severity) -> bool| {
        sections.iter().flat_map(|(_, findings)| *findings).filter(|finding| is(finding.severity)).count()
    };
    let (errors, warnings) =
        (count(|severity| severity >= Severity::Error), count(|severity| severity == Severity::Warning));
    text + &match (errors, warnings) {
        (0, 0) => format!("{}\n", Styled(GOOD, "nothing is wrong")),
        (0, _) => format!("{}\n", Styled(WARNING, counted(warnings, "warning"))),
        (_, 0) => format!("{}\n", Styled(ERROR, counted(errors, "error"))),
        _ => format!("{}, {}\n", Styled(ERROR, counted(errors, "error")), counted(warnings, "warning")),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

fn line(finding: &Finding) -> String {
    // What is in order needs no word.
    let (style, word) = match finding.severity {
        Severity::Note => (GOOD, "-"),
        worse => severity(worse),
    };
    let message = escape::block(&finding.message).replace('\n', "\n      ");
    let mut text = format!("  {} {message}\n", Styled(style, word));
    if let Some(place) = &finding.place {
        text += &format!("      {} {}\n", Styled(PLACE, "-->"), escape::line(place));
    }
    if let Some(fix) = &finding.fix {
        text +=
            &format!("      {} {}\n", Styled(GOOD, "hint:"), escape::block(fix).replace('\n', "\n        "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(findings: &[Finding]) -> String {
        let shown = checkup(&[("machine".to_owned(), findings), ("target".to_owned(), &[])]);
        anstream::adapter::strip_str(&shown).to_string()
    }

    #[test]
    fn what_is_in_order_and_what_is_not() {
        let fine = Finding::note("machine-postgres", "x", "there is a PostgreSQL");
        let odd =
            Finding::note("machine-clock", "x", "late\u{1b}[2J").severity(Severity::Warning).fix("wait");
        assert_eq!(
            plain(std::slice::from_ref(&fine)),
            "machine\n  - there is a PostgreSQL\nnothing is wrong\n"
        );
        assert_eq!(
            plain(&[fine.clone(), odd.clone()]),
            "machine\n  - there is a PostgreSQL\n  warning: late\\u{1b}[2J\n      hint: wait\n1 warning\n"
        );
        let bad = odd.clone().severity(Severity::Error);
        assert!(plain(&[bad.clone(), bad, odd]).ends_with("\n2 errors, 1 warning\n"));
    }
}
