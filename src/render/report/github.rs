//! Annotations of GitHub Actions: a line for each finding, which the runner turns into a mark at the file's line.

use super::place::Place;
use super::{Layout, Report, counted, words};
use crate::failure::{Failure, Result};
use crate::finding::{Finding, Severity};
use crate::render::escape::{annotation_message, annotation_property, line};

/// Workflow commands.
#[derive(Debug)]
pub(super) struct Github;

impl Layout for Github {
    fn report(&self, report: &Report<'_>) -> Result<String> {
        let mut text: String =
            report.findings().map(|finding| annotation(finding, report.home.as_deref())).collect();
        let on = report.target.as_ref().map(|target| format!(" on {}", line(target))).unwrap_or_default();
        text += &format!("provost {}{on}: {}\n", report.command, counted(report.findings()));
        Ok(text)
    }

    fn failure(&self, failure: &Failure) -> Result<Option<String>> {
        let place = failure.place().map(ToString::to_string);
        Ok(Some(command("error", place.as_deref(), "provost", &words::of_failure(failure))))
    }
}

fn annotation(finding: &Finding, home: Option<&str>) -> String {
    let level = match finding.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error | Severity::Security => "error",
    };
    let title = format!("{} [{}]", finding.object, finding.rule);
    command(level, finding.place.as_deref().or(home), &title, &words::of_finding(finding))
}

fn command(level: &str, place: Option<&str>, title: &str, message: &str) -> String {
    let place = place.map(Place::of).map(|place| {
        let position = place.position.map(|(line, column)| format!(",line={line},col={column}"));
        format!("file={}{},", annotation_property(place.file), position.unwrap_or_default())
    });
    format!(
        "::{level} {}title={}::{}\n",
        place.unwrap_or_default(),
        annotation_property(title),
        annotation_message(message)
    )
}
