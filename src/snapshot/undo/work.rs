//! What has to be done with each object: make, drop, change in place, or drop and make again.

use super::alter::{Way, way};
use crate::snapshot::{Change, Difference, Drift, Id, Kind, Object};
use std::collections::{BTreeMap, BTreeSet};

/// What is done with which object.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// Only wanted.
    pub(super) made: BTreeSet<Id>,
    /// Only found.
    pub(super) dropped: BTreeSet<Id>,
    /// Dropped and made again.
    pub(super) replaced: BTreeSet<Id>,
    /// Columns whose default goes and comes again.
    pub(super) loosened: BTreeSet<Id>,
    /// Changed in place: the facts that differ.
    pub(super) altered: BTreeMap<Id, BTreeSet<String>>,
    /// Cannot be undone, and why.
    pub(super) refused: BTreeMap<Id, String>,
}

impl Work {
    pub(super) fn of(drift: &Drift, differences: &[&Difference]) -> Self {
        let mut work = Self::default();
        let mut changed: BTreeMap<&Id, BTreeSet<String>> = BTreeMap::new();
        for difference in differences {
            match &difference.change {
                Change::Missing => drop(work.made.insert(difference.id.clone())),
                Change::Extra => drop(work.dropped.insert(difference.id.clone())),
                Change::Fact(fact) => drop(changed.entry(&difference.id).or_default().insert(fact.clone())),
            }
        }
        let mut disturbed = BTreeSet::new();
        for (id, facts) in changed {
            let (Some(wanted), Some(found)) = (drift.wanted.objects.get(id), drift.found.objects.get(id))
            else {
                continue;
            };
            match way(wanted, found, &facts) {
                Way::Replace => drop(work.replaced.insert(id.clone())),
                Way::Alter => {
                    if id.kind == Kind::Column
                        && facts.iter().any(|fact| fact == "type" || fact == "collation")
                    {
                        disturbed.insert(id.clone());
                    }
                    work.altered.insert(id.clone(), facts);
                }
                Way::Refuse(why) => drop(work.refused.insert(id.clone(), why)),
            }
        }
        work.close(drift, &disturbed);
        work
    }

    /// Adds what stands on something that goes.
    fn close(&mut self, drift: &Drift, disturbed: &BTreeSet<Id>) {
        loop {
            let mut more = Vec::new();
            for (id, object) in &drift.found.objects {
                if !drift.wanted.objects.contains_key(id) || self.replaced.contains(id) {
                    continue;
                }
                let gone = |need: &&Id| self.replaced.contains(need) || self.dropped.contains(need);
                let needed = object.needs.iter().find(gone);
                let shaken = object.needs.iter().any(|need| disturbed.contains(need)) && reads_types(object);
                if let Some(need) = needed {
                    more.push((id.clone(), Some(need.clone())));
                } else if shaken {
                    more.push((id.clone(), None));
                }
            }
            let before = (self.replaced.len(), self.loosened.len(), self.refused.len());
            for (id, need) in more {
                self.follow(drift, id, need);
            }
            if before == (self.replaced.len(), self.loosened.len(), self.refused.len()) {
                break;
            }
        }
        let replaced = &self.replaced;
        self.altered.retain(|id, _| !replaced.contains(id));
    }

    fn follow(&mut self, drift: &Drift, id: Id, need: Option<Id>) {
        let Some(object) = drift.found.objects.get(&id) else { return };
        let on_type = need.is_some_and(|need| {
            matches!(need.kind, Kind::Enum | Kind::Composite | Kind::Domain | Kind::Range)
        });
        match id.kind {
            Kind::Column if object.fact("expression").is_string() => drop(self.replaced.insert(id)),
            Kind::Column if on_type => {
                drop(
                    self.refused
                        .insert(id, "its type would have to be dropped, and it holds rows".to_owned()),
                );
            }
            Kind::Column => drop(self.loosened.insert(id)),
            Kind::Table
            | Kind::Sequence
            | Kind::Schema
            | Kind::Role
            | Kind::Publication
            | Kind::Bucket
            | Kind::DefaultPrivileges
            | Kind::Extension => {}
            _ => drop(self.replaced.insert(id)),
        }
    }
}

/// Whether PostgreSQL refuses to change the type of a column under it.
fn reads_types(object: &Object) -> bool {
    match object.kind {
        Kind::View | Kind::MaterializedView | Kind::Policy | Kind::Rule | Kind::Trigger | Kind::Function => {
            true
        }
        Kind::Column => object.fact("expression").is_string(),
        _ => false,
    }
}
