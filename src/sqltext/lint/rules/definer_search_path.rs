//! A function runs with its owner's rights and its caller's search path.

use crate::sqltext::lint::look::{Fault, Look};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let mut words = look.words();
    if !words.word("create") {
        return Vec::new();
    }
    words.words(&["or", "replace"]);
    if words.any(&["function", "procedure"]).is_none() {
        return Vec::new();
    }
    let name = words.name().map(|name| name.name.as_str().to_owned()).unwrap_or_default();
    let is_open = words.has(&["security", "definer"]) && !words.has(&["set", "search_path"]);
    let fault = || {
        Fault::new(
            format!("`{name}` runs with its owner's rights, and looks for names where its caller says"),
            "add `set search_path = ''`, and write schemas before the names in it",
        )
    };
    is_open.then(fault).into_iter().collect()
}
