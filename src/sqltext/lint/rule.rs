//! A rule: its name, how bad what it finds is, its page, and what judges.

use super::look::{Fault, File, Look};
use super::rules as of_files;
use crate::finding::Severity;
use crate::sqltext::split::Statement;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// A name that never changes.
    pub name: &'static str,
    /// What it finds, why that matters, how to mend it.
    pub page: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    pub(super) judge: Judge,
}

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub(super) enum Judge {
    /// A statement.
    Statement(fn(&Look<'_>) -> Vec<Fault>),
    /// A whole file.
    File(fn(&File<'_>, &[Statement]) -> Vec<Fault>),
}

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    of_files::RULES.iter()
}

/// A rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.name == name)
}
