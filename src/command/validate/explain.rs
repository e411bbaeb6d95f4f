//! What a check finds, why that matters, how to mend it.

use super::choice::no_check;
use super::page;
use crate::command::Context;
use crate::failure::Result;
use crate::validate::Check;
use serde::Serialize;

#[derive(Serialize)]
struct Explanation<'a> {
    check: &'a str,
    text: &'a str,
}

pub(super) fn explain(context: &Context<'_>, own: &[Check], name: &str) -> Result<()> {
    let text = page(own, name).ok_or_else(|| no_check(own, name))?;
    context.show(&Explanation { check: name, text: &text }, || text.clone())
}
