//! What a rule finds, why that matters and how to mend it, for a document that carries its rules' texts.

use super::Report;
use crate::manual;
use std::borrow::Cow;

/// The text of a rule: its own project's, or ours.
pub(super) fn page<'a>(report: &'a Report<'_>, rule: &str) -> Option<Cow<'a, str>> {
    let own = report.pages.iter().find(|(name, _)| name == rule);
    own.map(|(_, text)| Cow::Borrowed(text.as_str())).or_else(|| manual::page(rule).map(Cow::Owned))
}

/// Its first paragraph, on one line.
pub(super) fn summary(page: &str) -> String {
    page.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
