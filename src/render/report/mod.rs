//! What a command found, in every form that people and programs ask for: one file a format, behind one trait.
//!
//! A report says what was looked at, not only what was wrong there: to a CI system a check that found nothing and one that never ran
//! must not look alike. For the same reason a run that failed is a document too.

mod document;
mod format;
mod github;
mod jsonl;
mod junit;
mod page;
mod place;
mod sarif;
mod text;
mod words;

pub use document::FindingsDocument;
pub use format::Format;
pub use words::counted;

use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};

/// A format of reports.
pub trait Layout: std::fmt::Debug + Sync {
    /// The whole report, ending with a line break.
    ///
    /// # Errors
    /// When a value cannot be written in it.
    fn report(&self, report: &Report<'_>) -> Result<String>;

    /// A run that ended before it had a report; nothing where standard error says enough.
    ///
    /// # Errors
    /// As [`Self::report`].
    fn failure(&self, failure: &Failure) -> Result<Option<String>>;
}

/// What a command found.
pub struct Report<'a> {
    /// The command, as it is typed after `provost`.
    pub command: &'static str,
    /// Where it looked, as messages name it.
    pub target: Option<String>,
    /// The least severity that makes the run fail.
    pub least: Severity,
    /// What was looked at: a table, a rule, a migration, a check. Each is a test case to a CI system.
    pub looked_at: Vec<String>,
    /// What was found, each under what was looked at.
    pub found: Vec<(String, &'a Finding)>,
    /// The file that a finding without a place is shown at: some CI systems drop what has none.
    pub home: Option<String>,
    /// Texts of rules that only this project has.
    pub pages: Vec<(String, String)>,
    /// The report as people read it.
    pub text: &'a dyn Fn() -> String,
    /// The report as one JSON document.
    pub document: &'a dyn Fn() -> Result<String>,
}

impl Report<'_> {
    /// What was found, in order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.found.iter().map(|(_, finding)| *finding)
    }

    /// How many findings make the run fail.
    pub fn wrong(&self) -> usize {
        self.findings().filter(|finding| self.fails(finding)).count()
    }

    /// How the run ends where something makes it fail; `what` says what is wrong, as in "2 things are wrong with access".
    pub fn verdict(&self, what: &str) -> Option<Failure> {
        let are = match self.wrong() {
            0 => return None,
            1 => "1 thing is".to_owned(),
            count => format!("{count} things are"),
        };
        Some(Failure::new(Kind::Findings, format!("{are} {what}")))
    }

    /// Whether a finding makes the run fail.
    pub(super) fn fails(&self, finding: &Finding) -> bool {
        finding.severity >= self.least
    }

    /// Everything that was looked at, with what was found there; in order.
    pub(super) fn cases(&self) -> Vec<(&str, Vec<&Finding>)> {
        let mut cases: Vec<(&str, Vec<&Finding>)> = Vec::new();
        for name in self.looked_at.iter().chain(self.found.iter().map(|(case, _)| case)) {
            if !cases.iter().any(|(known, _)| known == name) {
                let here = self.found.iter().filter(|(case, _)| case == name);
                cases.push((name, here.map(|(_, finding)| *finding).collect()));
            }
        }
        cases
    }
}

impl std::fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("command", &self.command)
            .field("found", &self.found)
            .finish_non_exhaustive()
    }
}
