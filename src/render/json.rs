//! Values as JSON documents.
//!
//! Characters that a terminal or a reader could be deceived by are written as `\uXXXX`: the same value for every parser, harmless on a screen.

use super::escape;
use crate::failure::Failure;
use serde::Serialize;

/// Writes a value as indented JSON that ends with a line break.
pub fn document(value: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(unwritable)?;
    text.push('\n');
    Ok(harmless(text))
}

/// Writes a value as one line of JSON that ends with a line break.
pub fn line(value: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string(value).map_err(unwritable)?;
    text.push('\n');
    Ok(harmless(text))
}

/// A map with keys that are no strings is the only value that JSON cannot hold.
fn unwritable(error: serde_json::Error) -> Failure {
    Failure::new(crate::failure::Kind::Bug, "could not write a value as JSON").because(error)
}

/// serde_json escapes C0 itself, so what is left can only stand inside of strings, the layout's own line breaks aside.
fn harmless(text: String) -> String {
    // GitHub's runner reads `##[command]` anywhere in a line.
    let text = if text.contains("##[") { text.replace("##[", "#\\u0023[") } else { text };
    let bad = |c: char| escape::is_unsafe(c) && c != '\n';
    if !text.contains(bad) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        match bad(c) {
            true => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
    }
    out
}

/// A failed run as a program reads it: `{"error": …}` is the whole document.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ErrorDocument<'a> {
    /// What went wrong.
    pub error: ErrorBody<'a>,
}

/// The five parts of an error, and its exit code.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ErrorBody<'a> {
    /// A stable word such as `bad-input`.
    pub kind: &'static str,
    /// The exit code of the process.
    pub exit_code: u8,
    /// What failed.
    pub message: &'a str,
    /// Where, as `file:line:column (note)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Why, outermost first.
    pub causes: &'a [String],
    /// In what state the database is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<&'a str>,
    /// What to do next.
    pub hints: &'a [String],
}

impl<'a> From<&'a Failure> for ErrorDocument<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self {
            error: ErrorBody {
                kind: failure.kind().word(),
                exit_code: failure.kind().exit_code(),
                message: failure.what(),
                place: failure.place().map(ToString::to_string),
                causes: failure.causes(),
                database: failure.database_state(),
                hints: failure.hints(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::{Kind, Place};
    use proptest::prelude::*;

    #[test]
    fn an_error_has_its_five_parts() {
        let failure = Failure::new(Kind::BadInput, "`V1__a-b.sql` is no migration's name")
            .at(Place::file("sql/V1__a-b.sql"))
            .because("`-` cannot stand in a name")
            .database("unchanged")
            .hint("run `mv sql/V1__a-b.sql sql/V1__a_b.sql`");
        insta::assert_snapshot!(document(&ErrorDocument::from(&failure)).unwrap());
    }

    proptest! {
        #[test]
        fn the_value_survives_and_nothing_unsafe_is_written(text in r"[\p{Cc}\p{Cf}\PC\u{e0041}]{0,20}") {
            let written = line(&text).unwrap();
            prop_assert!(!written.trim_end_matches('\n').contains(escape::is_unsafe));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
