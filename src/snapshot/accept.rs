//! Differences that somebody looked at and lets stand, with a reason and a date on which they count again.

use super::Difference;
use crate::failure::{Excerpt, Failure, Place, Result};
use crate::finding::{Finding, Severity};
use serde::Deserialize;
use time::Date;
use time::macros::format_description;

/// A file of accepted differences.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepts {
    /// The differences.
    #[serde(default)]
    accept: Vec<Accepted>,
}

/// One of them.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The object, as findings name it.
    pub object: String,
    /// Why it may stand.
    pub reason: String,
    /// The last day on which it may, as `2026-12-31`.
    #[schemars(with = "String")]
    pub until: toml::value::Datetime,
}

impl Accepts {
    /// Reads the file; `name` is its path as the person names it.
    ///
    /// # Errors
    /// When it is no such file, or an entry has no reason.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let fault = |why: &str, span: std::ops::Range<usize>| {
            Failure::bad_input(format!("could not read `{name}`"))
                .at(Place::offset(name, text, span.start))
                .showing(Excerpt::around(text, span))
                .because(why)
                .hint("an entry is `[[accept]]` with `object = \"…\"`, `reason = \"…\"` and `until = 2026-12-31`")
        };
        let accepts: Self = toml::from_str(text)
            .map_err(|error| fault(error.message().trim_end(), error.span().unwrap_or(0..0)))?;
        for entry in &accepts.accept {
            let at = text.find(&entry.object).unwrap_or(0);
            if entry.reason.trim().is_empty() {
                return Err(fault(&format!("`{}` has no reason", entry.object), at..at));
            }
            if entry.last_day().is_none() {
                return Err(fault(&format!("`until` of `{}` is not a date", entry.object), at..at));
            }
        }
        Ok(accepts)
    }

    /// Takes out what is accepted on this day, and tells which entries are of no use any more.
    pub fn apply(&self, differences: &mut Vec<Difference>, today: Date) -> Vec<Finding> {
        let mut told = Vec::new();
        for entry in &self.accept {
            let is_meant = |difference: &Difference| difference.id.to_string() == entry.object;
            let is_used = differences.iter().any(is_meant);
            let expired = entry.last_day().is_none_or(|day| day < today);
            if !is_used {
                let text = format!("`{}` is accepted, and does not differ", entry.object);
                told.push(Finding::note("drift-accept-unused", &entry.object, text).fix("remove the entry"));
            } else if expired {
                let text =
                    format!("`{}` was accepted until {} ({})", entry.object, entry.until, entry.reason);
                let finding = Finding::note("drift-accept-expired", &entry.object, text);
                let finding = finding.severity(Severity::Warning);
                told.push(
                    finding.fix(
                        "undo the difference, or give the entry a new date, and a reason that still holds",
                    ),
                );
            } else {
                let within = |difference: &Difference| {
                    difference.within.as_ref().is_some_and(|id| id.to_string() == entry.object)
                };
                differences.retain(|difference| !is_meant(difference) && !within(difference));
            }
        }
        told
    }
}

impl Accepted {
    fn last_day(&self) -> Option<Date> {
        Date::parse(&self.until.to_string(), format_description!("[year]-[month]-[day]")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_needs_a_reason_and_a_day() {
        let entry = |reason: &str, until: &str| {
            Accepts::parse(
                "a.toml",
                &format!("[[accept]]\nobject = \"x\"\nreason = \"{reason}\"\nuntil = {until}\n"),
            )
        };
        assert!(entry("known", "2026-12-31").is_ok());
        assert!(entry(" ", "2026-12-31").unwrap_err().to_string().contains("has no reason"));
        assert!(entry("known", "10:00:00").unwrap_err().to_string().contains("is not a date"));
        assert!(Accepts::parse("a.toml", "[[acept]]").is_err());
    }
}
