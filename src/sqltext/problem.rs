//! What is wrong, or worth knowing, in a script; whoever knows the file's name makes a failure or a finding of it.

use crate::failure::{Excerpt, Failure, Place};
use crate::finding::{Finding, Severity};
use std::ops::Range;

/// Why a script cannot run as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What to point at, in bytes.
    pub span: Range<usize>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// The way out: one imperative.
    pub hint: String,
}

impl Problem {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: hint.into() }
    }

    /// The failure of a file whose text has this problem.
    pub fn in_file(&self, file: &str, text: &str) -> Failure {
        Failure::bad_input(format!("`{file}` cannot be run as it is"))
            .at(Place::offset(file, text, self.span.start))
            .showing(Excerpt::around(text, self.span.clone()))
            .because(&self.message)
            .hint(&self.hint)
    }
}

/// Something that works but should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The stable name of the rule.
    pub rule: &'static str,
    /// What to point at, in bytes.
    pub span: Range<usize>,
    /// What is so: a lower-case fragment.
    pub message: String,
    /// What to do, if anything.
    pub fix: Option<String>,
}

impl Notice {
    /// The finding for a file whose text has this notice.
    pub fn in_file(&self, object: &str, file: &str, text: &str) -> Finding {
        Finding {
            rule: self.rule.into(),
            severity: Severity::Note,
            target: None,
            object: object.to_owned(),
            place: Some(Place::offset(file, text, self.span.start).to_string()),
            message: self.message.clone(),
            fix: self.fix.clone(),
        }
    }
}
