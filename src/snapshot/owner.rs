//! The role that owns what the files make: `postgres` on the shadow, whatever it is called on the target.

use super::{Id, Kind, Snapshot};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The target's name for the owner on the other side, where every object that both have says the same.
pub(super) fn counterpart(wanted: &Snapshot, found: &Snapshot) -> Option<String> {
    let of = |snapshot: &Snapshot, id: &Id| {
        snapshot.objects.get(id).and_then(|object| object.text("owner").map(str::to_owned))
    };
    let ours = wanted.objects.keys().filter(|id| of(wanted, id).as_deref() == Some(&wanted.owner));
    let theirs: BTreeSet<String> = ours.filter_map(|id| of(found, id)).collect();
    let name = match theirs.len() {
        0 => found.owner.clone(),
        1 => theirs.into_iter().next()?,
        _ => return None,
    };
    (name != wanted.owner).then_some(name)
}

/// The snapshot with one role under another name.
pub(super) fn renamed(snapshot: &Snapshot, from: &str, to: &str) -> Snapshot {
    let name = |role: &str| if role == from { to.to_owned() } else { role.to_owned() };
    let key = |roles: &mut Value| {
        if let Value::Object(map) = roles {
            *map = std::mem::take(map).into_iter().map(|(role, rights)| (name(&role), rights)).collect();
        }
    };
    let list = |roles: &mut Value| {
        for role in roles.as_array_mut().into_iter().flatten() {
            *role = Value::String(name(role.as_str().unwrap_or_default()));
        }
    };
    let id = |id: &Id| match id.kind {
        Kind::DefaultPrivileges => Id { parent: name(&id.parent), ..id.clone() },
        _ => id.clone(),
    };
    let mut objects = BTreeMap::new();
    for (old, object) in &snapshot.objects {
        let mut object = object.clone();
        for (fact, value) in &mut object.facts {
            match fact.as_str() {
                "owner" => *value = Value::String(name(value.as_str().unwrap_or_default())),
                "grants" => key(value),
                "column_grants" => value.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(key),
                "roles" | "member_of" => list(value),
                _ => {}
            }
        }
        let id = id(old);
        object.parent.clone_from(&id.parent);
        objects.insert(id, object);
    }
    Snapshot { owner: name(&snapshot.owner), objects, ..snapshot.clone() }
}
