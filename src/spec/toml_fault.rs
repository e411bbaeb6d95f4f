//! Faults of a TOML file: where, the source with a caret, and what was probably meant. Passwords in the source are masked.

use crate::failure::{Excerpt, Failure, Place};
use std::ops::Range;

/// How alike two keys must be for one to be suggested, of 1.
const ALIKE: f32 = 0.7;

/// What the parser says.
pub(super) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Failure {
    // It may quote the value: an address in the wrong place is still an address.
    let message = error.message().trim_end();
    let failure =
        at(file, text, error.span().unwrap_or(0..0)).because(masked_line(&message.replace('\n', ", ")));
    match suggestion(message) {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What is wrong with a value that is well-formed, by its section and key.
pub(super) fn value(file: &str, text: &str, [section, key]: [&str; 2], message: &str) -> Failure {
    let document = toml::de::DeTable::parse(text).ok();
    let span = document.and_then(|it| Some(it.get_ref().get(section)?.get_ref().get(key)?.span()));
    // A default that does not fit has no place of its own.
    at(file, text, span.unwrap_or(0..0)).because(message)
}

fn at(file: &str, text: &str, span: Range<usize>) -> Failure {
    let masked = masked(text);
    Failure::bad_input(format!("could not read `{file}`"))
        .at(Place::offset(file, text, span.start))
        .showing(Excerpt::around(&masked, span))
}

/// What serde says of an unknown key is "unknown field `a`, expected one of `b`, `c`".
fn suggestion(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    let written = names.next().filter(|_| message.starts_with("unknown "))?;
    let known: Vec<&str> = names.collect();
    if let Some(meant) = similar::get_close_matches(written, &known, 1, ALIKE).first() {
        return Some(format!("did you mean `{meant}`?"));
    }
    match home_of(written) {
        Some(section) => Some(format!("move `{written}` into `[{section}]`")),
        None => Some(format!("remove `{written}`; known are {}", known.join(", "))),
    }
}

/// The section that has this key, where it stands in another one.
fn home_of(key: &str) -> Option<&'static str> {
    let schema = schemars::schema_for!(super::Project);
    let defs = schema.get("$defs")?;
    let sections = [
        ("project", "About"),
        ("main", "Main"),
        ("course", "Course"),
        ("limits", "Limits"),
        ("lint", "Lint"),
    ];
    sections
        .into_iter()
        .find(|(_, name)| defs.get(name).and_then(|def| def.get("properties")?.get(key)).is_some())
        .map(|(section, _)| section)
}

/// The text with passwords in addresses made stars, byte for byte as long, so that places hold.
fn masked(text: &str) -> String {
    text.split_inclusive('\n').map(masked_line).collect()
}

fn masked_line(line: &str) -> String {
    let url = line.find("://").and_then(|scheme| {
        let start = scheme + line[scheme + 3..].find(':')? + 4;
        // A password may hold a bare `@`: the last one stands before the host.
        let end = line.rfind('@').filter(|end| *end >= start)?;
        Some(start..end)
    });
    let keyword = line.to_ascii_lowercase().find("password").and_then(|at| {
        let start = at + line[at..].find('=')? + 1;
        Some(start..line.trim_end().len())
    });
    let mut line = line.to_owned();
    for secret in [url, keyword].into_iter().flatten().filter(|it| it.start <= it.end) {
        line.replace_range(secret.clone(), &"*".repeat(secret.len()));
    }
    line
}
