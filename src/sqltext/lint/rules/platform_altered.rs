//! Something of the platform is changed, which belongs to somebody else.

use crate::model::Qualified;
use crate::sqltext::lint::look::{Fault, Look, altered};
use crate::sqltext::object::{ObjectKind, creates};
use crate::sqltext::risk::shown;

const SCHEMAS: [&str; 3] = ["auth", "storage", "realtime"];

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let is_theirs = |name: &Qualified| name.schema.as_ref().is_some_and(|schema| SCHEMAS.contains(&schema.as_str()));
    let fault = |name: &Qualified, fix: &str| Fault::new(format!("{} belongs to the platform: the server refuses it", shown(name)), fix);
    let changed = altered(look.text).map(|(table, _)| table).filter(is_theirs);
    let changed = changed.map(|table| {
        fault(&table, "remove it: row level security is on there already, and policies may be made without it")
    });
    // Policies and triggers may be made there; everything else needs the owner of the schema.
    let allowed = [ObjectKind::Policy, ObjectKind::Trigger, ObjectKind::Schema];
    let made = creates(look.text).into_iter().filter(|object| !allowed.contains(&object.kind) && object.kind != ObjectKind::Column);
    let made = made.filter(|object| is_theirs(object.on.as_ref().unwrap_or(&object.name)));
    let made = made.map(|object| fault(&object.name, "make it in a schema of your own"));
    changed.into_iter().chain(made).collect()
}
