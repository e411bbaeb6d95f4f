//! The one finding: what lint, verify, drift, access tests, validation and doctor report.

use crate::failure::Failure;
use serde::Serialize;
use std::borrow::Cow;

/// How bad a finding is; security differences rank highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never changes an exit code.
    Note,
    /// Should be looked at; never changes an exit code by itself.
    Warning,
    /// Something is wrong.
    Error,
    /// Somebody may see or change what they must not.
    Security,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// A stable name such as `history-checksum`; scripts and suppressions use it. Checks of a project's own bring theirs.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// The database it was found in, where it was found in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The thing it is about: a migration, a table, a policy.
    pub object: String,
    /// A place in a file, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What was wanted and what was found, one sentence.
    pub message: String,
    /// What to do: an imperative, with a command or SQL that can be pasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

impl Finding {
    /// Something worth knowing.
    pub fn note(
        rule: impl Into<Cow<'static, str>>,
        object: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity: Severity::Note,
            target: None,
            object: object.into(),
            place: None,
            message: message.into(),
            fix: None,
        }
    }

    /// The same, worse.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn fix(self, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..self }
    }

    /// A failure that stops nothing, because it was looked for.
    pub fn of_failure(
        rule: impl Into<Cow<'static, str>>,
        object: impl Into<String>,
        failure: &Failure,
    ) -> Self {
        let hints = failure.hints();
        Self {
            place: failure.place().map(ToString::to_string),
            fix: (!hints.is_empty()).then(|| hints.join("; ")),
            ..Self::note(rule, object, failure.to_string()).severity(Severity::Error)
        }
    }
}
