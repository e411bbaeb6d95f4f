//! An order in which each object comes after those that it needs.

use crate::snapshot::{Id, Kind, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// These objects, what they need before them. Where two need each other, the kind decides.
pub(super) fn ordered(snapshot: &Snapshot, ids: &BTreeSet<Id>) -> Vec<Id> {
    let mut parts: BTreeMap<Id, Vec<&Id>> = BTreeMap::new();
    for id in snapshot.objects.keys().filter(|id| id.kind == Kind::Column) {
        for home in id.homes() {
            parts.entry(home).or_default().push(id);
        }
    }
    let mut walk = Walk { snapshot, parts, seen: BTreeSet::new(), order: Vec::new() };
    for id in ids {
        walk.visit(id);
    }
    walk.order.retain(|id| ids.contains(id));
    walk.order
}

struct Walk<'a> {
    snapshot: &'a Snapshot,
    parts: BTreeMap<Id, Vec<&'a Id>>,
    seen: BTreeSet<Id>,
    order: Vec<Id>,
}

impl Walk<'_> {
    fn visit(&mut self, id: &Id) {
        if !self.seen.insert(id.clone()) {
            return;
        }
        let Some(object) = self.snapshot.objects.get(id) else { return };
        let mut before: BTreeSet<Id> = object.needs.clone();
        before.extend(id.homes());
        before.extend(id.space());
        // A table is made with its columns, and dropped with their defaults.
        for column in self.parts.get(id).into_iter().flatten() {
            let needs = self.snapshot.objects.get(*column).into_iter().flat_map(|column| &column.needs);
            before.extend(
                needs.filter(|need| need.kind != Kind::Function && need.kind != Kind::Column).cloned(),
            );
        }
        for need in &before {
            if need != id {
                self.visit(need);
            }
        }
        self.order.push(id.clone());
    }
}
