//! Commands that begin, end or set a transaction, or change who runs it.

use super::Kind;
use crate::sqltext::reader::Reader;

pub(super) fn begin(words: &mut Reader<'_>) -> Kind {
    words.any(&["work", "transaction"]);
    if words.is_at_end() { Kind::Begin } else { Kind::BeginWithOptions }
}

pub(super) fn end(words: &mut Reader<'_>, plain: Kind, prepared: &'static str, chain: &'static str) -> Kind {
    if words.word("prepared") {
        return Kind::OtherControl(prepared);
    }
    words.any(&["work", "transaction"]);
    if words.word("to") {
        Kind::Savepoint
    } else if words.words(&["and", "chain"]) {
        Kind::OtherControl(chain)
    } else {
        plain
    }
}

pub(super) fn set(words: &mut Reader<'_>) -> Kind {
    if words.word("transaction") {
        return Kind::OtherControl("SET TRANSACTION");
    }
    let mut plain = words.clone();
    match (role(&mut plain), words.any(&["local", "session", "constraints"])) {
        (Kind::Setting, Some("constraints")) => Kind::Other,
        (Kind::Setting, which) => {
            let found = if words.word("standard_conforming_strings") { strings(words) } else { role(words) };
            if found == Kind::Setting && which == Some("local") { Kind::Other } else { found }
        }
        (found, _) => found,
    }
}

pub(super) fn role(words: &mut Reader<'_>) -> Kind {
    if words.word("role") {
        Kind::SetRole
    } else if words.words(&["session", "authorization"]) {
        Kind::SetSessionAuthorization
    } else {
        Kind::Setting
    }
}

/// The value may be a word, a string or a number.
fn strings(words: &mut Reader<'_>) -> Kind {
    let _ = words.symbol(b'=') || words.word("to");
    let value = words.next().map(|value| words.text(&value).trim_matches('\'').to_ascii_lowercase());
    match value.as_deref() {
        Some("off" | "false" | "no" | "0" | "f" | "n" | "of" | "fa" | "fal" | "fals") => Kind::OldStrings,
        _ => Kind::Setting,
    }
}
