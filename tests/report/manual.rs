//! Every rule that the program can tell has a page.

use std::collections::BTreeSet;
use std::path::Path;

/// Names that stand where a finding gets its rule.
fn rules(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rules(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for mark in ["Finding::note(", "Finding::of_failure(", "rule: ", "note(", "fault("] {
                let places = text.split(mark).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
                into.extend(places.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_owned()));
            }
        }
    }
}

#[test]
fn every_rule_has_a_page() {
    let mut found = BTreeSet::new();
    rules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.retain(|name| name.contains('-') && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    assert!(found.len() > 40, "{found:?}");
    let without: Vec<&String> = found.iter().filter(|name| provost::manual::page(name).is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
}
