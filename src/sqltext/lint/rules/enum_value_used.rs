//! A new value of an enum is used in the transaction that adds it.

use crate::model::Mode;
use crate::sqltext::kind::Kind;
use crate::sqltext::lint::look::{Fault, Look};
use crate::sqltext::reader::Reader;
use crate::sqltext::risk::Own;
use crate::sqltext::token::Shape;

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    if look.file.mode == Mode::NoTransaction || look.statement.kind == Kind::AlterTypeAddValue {
        return Vec::new();
    }
    let mut own = Own::default();
    let mut new = Vec::new();
    for (statement, text) in look.before.iter().zip(look.texts_before()) {
        if statement.kind == Kind::AlterTypeAddValue {
            new.extend(added(text).into_iter().filter(|(kind, _)| !own.has(kind)).map(|(_, value)| value));
        }
        own.learn(text);
    }
    let fault = |value: &str| {
        Fault::new(
            format!("uses the enum's value {value}, which is not there before the commit of this file"),
            "put `alter type … add value` into a migration of its own, before this one",
        )
    };
    new.into_iter().filter(|value| mentions(look, value)).map(fault).collect()
}

fn added(text: &str) -> Option<(crate::model::Qualified, &str)> {
    let mut words = Reader::new(text);
    words.words(&["alter", "type"]);
    let kind = words.name()?;
    words.words(&["add", "value"]);
    words.words(&["if", "not", "exists"]);
    let value = words.next()?;
    Some((kind, words.text(&value)))
}

fn mentions(look: &Look<'_>, value: &str) -> bool {
    let mut words = look.words();
    while let Some(token) = words.next() {
        if token.shape == Shape::Text && words.text(&token) == value {
            return true;
        }
    }
    false
}
