//! Sets that nothing uses.

use crate::access::lint::Subject;
use crate::finding::{Finding, Severity};
use crate::model::access::{Condition, Rule};
use std::collections::BTreeSet;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let access = subject.access;
    let of_tables = access.tables.values().flat_map(|table| &table.rules);
    let rules = of_tables.chain(access.buckets.values().flat_map(|bucket| &bucket.rules));
    let atoms = rules.flat_map(|rule: &Rule| rule.rows.iter().chain(rule.after.iter().flatten()));
    let named = atoms.filter_map(|atom| match &atom.condition {
        Condition::In { set, .. } | Condition::SetFolder { set } => Some(set.as_str()),
        _ => None,
    });
    let read = access.sets.values().flat_map(|set| set.uses());
    let used: BTreeSet<&str> = named.chain(read).collect();
    let unused = access.sets.iter().filter(|(name, _)| !used.contains(name.as_str()));
    unused
        .map(|(name, set)| {
            let message = format!("nothing uses set `{name}`");
            subject
                .finding("set-unused", Severity::Warning, name, &set.spot, message)
                .fix("remove it, or use it")
        })
        .collect()
}
