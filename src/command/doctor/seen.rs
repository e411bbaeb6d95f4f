//! What other commands stop at before they begin: a project file, an `.env` or a variable at fault.

use crate::command::Context;
use crate::failure::Failure;
use crate::finding::Finding;

/// Faults of what every command reads first.
#[derive(Debug, Default)]
pub(in crate::command) struct Seen {
    /// As findings, for the report.
    pub(super) findings: Vec<Finding>,
    /// Whether the project's file could not be used: nothing that it says is known then.
    pub(super) is_project_broken: bool,
}

impl Seen {
    /// Reads what can be read, and keeps what is at fault.
    pub(in crate::command) fn of(mut context: Context<'_>) -> (Context<'_>, Self) {
        let mut seen = Self::default();
        if let Err(failure) = context.find_project() {
            seen.fault("project-file", &failure);
            seen.is_project_broken = true;
        }
        if let Err(failure) = context.read_env_file() {
            seen.fault("project-env", &failure);
        }
        if let Err(failure) = context.fill_from_environment() {
            seen.fault("project-environment", &failure);
        }
        if let Err(failure) = context.read_project() {
            seen.fault("project-file", &failure);
            seen.is_project_broken = true;
        }
        (context, seen)
    }

    fn fault(&mut self, rule: &'static str, failure: &Failure) {
        self.findings.push(Finding::of_failure(rule, super::FILE_NAME, failure));
    }
}
