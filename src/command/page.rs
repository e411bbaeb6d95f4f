//! `--explain NAME`: what a rule finds, why that matters, how to mend it.

use super::Context;
use crate::failure::{Failure, Kind, Result, meant};
use serde::Serialize;

#[derive(Serialize)]
struct Page<'a> {
    rule: &'a str,
    text: &'a str,
}

/// Prints a page; where there is none of this name, says which one was meant. `noun` is what the command calls its rules.
pub(super) fn explain(
    context: &Context<'_>,
    noun: &str,
    name: &str,
    page: Option<&str>,
    names: &[&str],
) -> Result<()> {
    match page {
        Some(text) => context.show(&Page { rule: name, text }, || text.to_owned()),
        None => Err(unknown(noun, name, names)),
    }
}

/// There is no rule of this name.
pub(super) fn unknown(noun: &str, name: &str, names: &[&str]) -> Failure {
    Failure::new(Kind::Usage, format!("there is no {noun} `{name}`")).hint(meant(name, names, noun))
}
