//! JUnit's XML, as Jenkins and GitLab read it: a test case for each thing that was looked at.

use super::{Layout, Report, words};
use crate::failure::{Failure, Result};
use crate::finding::Finding;
use crate::render::escape;
use std::fmt::Write as _;

/// The form that CI systems agree on. There is no time in it: nothing was measured.
#[derive(Debug)]
pub(super) struct Junit;

impl Layout for Junit {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        let cases = report.cases();
        let fails = |findings: &[&Finding]| findings.iter().any(|finding| report.fails(finding));
        let failures = cases.iter().filter(|(_, findings)| fails(findings)).count();
        let mut body = String::new();
        if let Some(target) = &report.target {
            let _ = writeln!(
                body,
                "    <properties>\n      <property name=\"target\" value={}/>\n    </properties>",
                quoted(target)
            );
        }
        for (name, findings) in &cases {
            body += &case(report, name, findings);
        }
        Ok(suites(report.command, cases.len(), failures, 0, &body))
    }

    fn failure(&self, failure: &Failure) -> Result<Option<String>> {
        let body = format!(
            "    <testcase classname=\"provost\" name=\"run\">\n      <error type={} message={}>{}</error>\n    </testcase>\n",
            quoted(failure.kind().word()),
            quoted(failure.what()),
            escaped(&words::of_failure(failure))
        );
        Ok(Some(suites("run", 1, 0, 1, &body)))
    }
}

fn suites(name: &str, tests: usize, failures: usize, errors: usize, body: &str) -> String {
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"provost\" {counts}>\n  \
         <testsuite name={} {counts} skipped=\"0\">\n{body}  </testsuite>\n</testsuites>\n",
        quoted(name)
    )
}

fn case(report: &Report<'_>, name: &str, findings: &[&Finding]) -> String {
    let (wrong, other): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().copied().partition(|finding| report.fails(finding));
    let class = format!("provost {}", report.command);
    let head = format!("    <testcase classname={} name={}", quoted(&class), quoted(name));
    if findings.is_empty() {
        return format!("{head}/>\n");
    }
    let mut text = format!("{head}>\n");
    if let Some(first) = wrong.first() {
        let summary = first.message.lines().next().unwrap_or_default();
        let more = match wrong.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let _ = writeln!(
            text,
            "      <failure type={} message={}>{}</failure>",
            quoted(&first.rule),
            quoted(&format!("{summary}{more}")),
            told(&wrong)
        );
    }
    if !other.is_empty() {
        let _ = writeln!(text, "      <system-out>{}</system-out>", told(&other));
    }
    text + "    </testcase>\n"
}

fn told(findings: &[&Finding]) -> String {
    let texts = findings.iter().map(|finding| {
        let text = anstream::adapter::strip_str(&super::super::finding(finding)).to_string();
        escaped(text.trim_end())
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('\n', "&#10;").replace('\t', "&#9;"))
}

/// Text that no parser and no screen takes for anything else.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in escape::block(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&apos;",
            // No character of XML 1.0, not even as a reference.
            '\u{fffe}' | '\u{ffff}' => out += &format!("\\u{{{:x}}}", u32::from(c)),
            _ => out.push(c),
        }
    }
    out
}
