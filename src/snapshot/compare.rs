//! How two snapshots differ: one difference an object that is missing or extra, one a fact of those that both have.

use super::{Id, Kind, Object, Snapshot, loose, owner, rank};
use crate::finding::Severity;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What kind of difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Wanted, and not there.
    Missing,
    /// There, and not wanted.
    Extra,
    /// There, with another value of this fact.
    Fact(String),
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The object.
    pub id: Id,
    /// What about it.
    pub change: Change,
    /// What was wanted.
    pub wanted: Value,
    /// What was found.
    pub found: Value,
    /// How bad it is.
    pub severity: Severity,
    /// It goes without saying, because this object is missing or extra with all that belongs to it.
    pub within: Option<Id>,
}

/// Two snapshots made comparable, and how they differ.
#[derive(Debug, Clone)]
pub struct Drift {
    /// What should be.
    pub wanted: Snapshot,
    /// What is.
    pub found: Snapshot,
    /// How they differ.
    pub differences: Vec<Difference>,
    /// The role that owns what the other side's owner does, where it has another name.
    pub owner: Option<String>,
}

/// Compares what should be with what is.
pub fn compare(wanted: Snapshot, found: Snapshot) -> Drift {
    let (mut wanted, mut found) = (wanted, found);
    let owner = owner::counterpart(&wanted, &found);
    if let Some(name) = &owner {
        wanted = owner::renamed(&wanted, &wanted.owner, name);
    }
    let hidden: BTreeSet<Kind> = wanted.hidden.union(&found.hidden).copied().collect();
    for snapshot in [&mut wanted, &mut found] {
        snapshot.objects.retain(|id, _| !hidden.contains(&id.kind));
    }
    let majors = (wanted.major, found.major);
    if majors.0 != majors.1 {
        loose::align(&mut wanted, majors.1);
        loose::align(&mut found, majors.0);
    }
    let differences = differences(&wanted, &found);
    Drift { wanted, found, differences, owner }
}

impl Drift {
    /// The differences to tell.
    pub fn told(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|difference| difference.within.is_none())
    }
}

fn differences(wanted: &Snapshot, found: &Snapshot) -> Vec<Difference> {
    let ids: BTreeSet<&Id> = wanted.objects.keys().chain(found.objects.keys()).collect();
    let mut all = Vec::new();
    for id in ids {
        match (wanted.objects.get(id), found.objects.get(id)) {
            (Some(object), None) => all.push(whole(object, Change::Missing, wanted, found)),
            (None, Some(object)) => all.push(whole(object, Change::Extra, found, wanted)),
            (Some(one), Some(other)) => all.extend(facts(one, other, wanted.major.cmp(&found.major))),
            (None, None) => {}
        }
    }
    all
}

/// An object that only one side has.
fn whole(object: &Object, change: Change, here: &Snapshot, there: &Snapshot) -> Difference {
    let id = object.id();
    let only_here = |home: &Id| here.objects.contains_key(home) && !there.objects.contains_key(home);
    let owned_by = object.fact("owned_by").as_array().and_then(|parts| {
        let part = |at: usize| parts.get(at).and_then(Value::as_str).map(str::to_owned);
        Some([
            Id { kind: Kind::Table, schema: part(0)?, parent: String::new(), name: part(1)? },
            Id { kind: Kind::Column, schema: part(0)?, parent: part(1)?, name: part(2)? },
        ])
    });
    // The outermost first.
    let homes = id.space().into_iter().chain(id.homes()).chain(owned_by.into_iter().flatten());
    let within = homes.into_iter().find(only_here);
    let severity = rank::whole(object, &change);
    let value = Value::Object(object.facts.clone());
    let (wanted, found) = if change == Change::Missing { (value, Value::Null) } else { (Value::Null, value) };
    Difference { id, change, wanted, found, severity, within }
}

/// An object that both sides have.
fn facts(wanted: &Object, found: &Object, ages: Ordering) -> Vec<Difference> {
    let names: BTreeSet<&String> = wanted.facts.keys().chain(found.facts.keys()).collect();
    let differ = |name: &str| {
        let (one, other) = (wanted.fact(name), found.fact(name));
        let same = match ages {
            Ordering::Less if loose::is_written(name) => loose::same(one, other),
            Ordering::Greater if loose::is_written(name) => loose::same(other, one),
            _ => one == other,
        };
        !same && !name.starts_with('@')
    };
    let difference = |name: &String| Difference {
        id: wanted.id(),
        change: Change::Fact(name.clone()),
        wanted: wanted.fact(name).clone(),
        found: found.fact(name).clone(),
        severity: rank::fact(wanted, found, name),
        within: None,
    };
    names.into_iter().filter(|name| differ(name)).map(difference).collect()
}
