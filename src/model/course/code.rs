//! What people and command lines call a course, for ever: `cs101`, `cs101-2026`.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// As many characters as the registry takes.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// What people and command lines call a course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CourseCode(String);

impl CourseCode {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CourseCode {
    type Err = String;

    /// Reads a code under the rules of the registry.
    fn from_str(text: &str) -> Result<Self, String> {
        if is_code(text) {
            return Ok(Self(text.to_owned()));
        }
        let rule = "a course code has 2 to 40 small letters and digits, with single hyphens between them";
        let meant: String = text
            .trim()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let meant = meant.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        Err(match is_code(&meant) {
            true => format!("{rule}: did you mean `{meant}`?"),
            false => format!("{rule}, such as `cs101-2026`"),
        })
    }
}

fn is_code(text: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    // It names a target on the command line beside the main database.
    LENGTH.contains(&text.len()) && text != "main" && text.split('-').all(part)
}

impl fmt::Display for CourseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CourseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_registry() {
        for code in ["cs101", "cs101-2026", "a1", &"a".repeat(40)] {
            assert_eq!(code.parse::<CourseCode>().unwrap().as_str(), code);
        }
        for (wrong, meant) in [
            ("CS 101", Some("`cs-101`")),
            ("cs_101", Some("`cs-101`")),
            ("-cs101", Some("`cs101`")),
            ("cs--101", Some("`cs-101`")),
            ("a", None),
            ("", None),
            ("main", None),
            ("ä", None),
            (&"a".repeat(41), None),
        ] {
            let refused = wrong.parse::<CourseCode>().unwrap_err();
            assert!(refused.contains(meant.unwrap_or("such as `cs101-2026`")), "{wrong}: {refused}");
        }
    }
}
