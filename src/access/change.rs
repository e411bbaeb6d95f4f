//! What of the generated objects is not yet as it should be: nothing where nothing changed.

use super::object::label;
use super::{Object, Section, generate};
use crate::failure::{Failure, Kind, Reason, Result};
use crate::model::access::{Access, Catalog, ManagedForm, ObjectId, ObjectKind, PolicyName, TableName};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is made, or made anew.
    Make(Object),
    /// A policy gets other words.
    Alter(Object),
    /// It goes.
    Drop(ObjectId),
    /// It went with something else; only its record goes.
    Forget(ObjectId),
}

impl Change {
    /// The object's name.
    pub fn id(&self) -> &ObjectId {
        match self {
            Self::Make(object) | Self::Alter(object) => &object.id,
            Self::Drop(id) | Self::Forget(id) => id,
        }
    }
}

/// Changes that happen in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is about: a table, or a section.
    pub title: String,
    /// The table that it locks.
    pub table: Option<TableName>,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// How a plan treats what was changed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drift {
    /// Stop.
    #[default]
    Refuse,
    /// Bring it back to what the rules say.
    Restore,
}

/// Plans the way from what is there to what the rules say.
///
/// # Errors
/// When rules and catalog do not fit, or something was changed by hand.
pub fn changes(access: &Access, catalog: &Catalog, drift: Drift) -> Result<Vec<Group>> {
    let wanted = generate(access, catalog)?;
    let managed: BTreeMap<&ObjectId, &ManagedForm> =
        catalog.managed.iter().map(|form| (&form.id, form)).collect();
    let ids: BTreeSet<&ObjectId> = wanted.iter().map(|object| &object.id).collect();
    if drift == Drift::Refuse {
        refuse_drift(&ids, &catalog.managed)?;
    }
    let unknown = unknown_policies(access, catalog, &ids, &managed)?;
    let mut groups = Groups::default();
    for policy in unknown {
        groups.add(
            Section::Tables,
            Some(TableName::new(&policy.schema, &policy.table)),
            Change::Drop(policy.id()),
        );
    }
    for form in &catalog.managed {
        if !ids.contains(&form.id) {
            let change = match form.now {
                Some(_) if leaves(form.id.kind) => Change::Drop(form.id.clone()),
                _ => Change::Forget(form.id.clone()),
            };
            groups.add(last_section(form.id.kind), table_of(&form.id), change);
        }
    }
    for object in wanted {
        let found = managed.get(&object.id);
        let is_same = found
            .is_some_and(|form| form.source == object.source() && form.now.as_ref() == Some(&form.recorded));
        if is_same {
            continue;
        }
        let is_there = found.is_some_and(|form| form.now.is_some());
        let (section, table) = (object.section, object.table.clone());
        let change = match is_there && object.change.is_some() {
            true => Change::Alter(object),
            false => Change::Make(object),
        };
        groups.add(section, table, change);
    }
    Ok(groups.in_order())
}

/// Whether an object that no rule gives any more is taken away; roles and buckets hold what is not ours.
const fn leaves(kind: ObjectKind) -> bool {
    !matches!(kind, ObjectKind::Role | ObjectKind::Bucket | ObjectKind::Schema | ObjectKind::Default)
}

/// Functions go last: until then a policy may ask them.
const fn last_section(kind: ObjectKind) -> Section {
    match kind {
        ObjectKind::Policy | ObjectKind::Trigger | ObjectKind::Table => Section::Tables,
        _ => Section::Defaults,
    }
}

fn table_of(id: &ObjectId) -> Option<TableName> {
    match id.kind {
        ObjectKind::Policy | ObjectKind::Trigger => Some(TableName::new(&id.schema, &id.parent)),
        ObjectKind::Table => Some(TableName::new(&id.schema, &id.name)),
        _ => None,
    }
}

#[derive(Default)]
struct Groups {
    of_sections: BTreeMap<Section, Vec<Change>>,
    of_tables: BTreeMap<TableName, Vec<Change>>,
}

impl Groups {
    fn add(&mut self, section: Section, table: Option<TableName>, change: Change) {
        match table {
            Some(table) => self.of_tables.entry(table).or_default().push(change),
            None => self.of_sections.entry(section).or_default().push(change),
        }
    }

    /// What policies ask first, then table by table, then the rest.
    fn in_order(self) -> Vec<Group> {
        let of_section = |(section, changes): (Section, Vec<Change>)| Group {
            title: section.heading().to_owned(),
            table: None,
            changes,
        };
        let (before, after): (Vec<_>, Vec<_>) =
            self.of_sections.into_iter().partition(|(section, _)| *section < Section::Tables);
        let of_tables = self.of_tables.into_iter().map(|(table, changes)| Group {
            title: table.to_string(),
            table: Some(table),
            changes,
        });
        before.into_iter().map(of_section).chain(of_tables).chain(after.into_iter().map(of_section)).collect()
    }
}

impl PolicyName {
    fn id(&self) -> ObjectId {
        ObjectId {
            kind: ObjectKind::Policy,
            schema: self.schema.clone(),
            parent: self.table.clone(),
            name: self.name.clone(),
        }
    }
}

/// Objects that are not as they were made.
pub fn drifted<'a>(ids: &BTreeSet<&ObjectId>, managed: &'a [ManagedForm]) -> Vec<&'a ManagedForm> {
    let differs = |form: &&ManagedForm| form.now.as_ref() != Some(&form.recorded);
    // What no rule gives any more may have gone with its table.
    let matters = |form: &&ManagedForm| form.now.is_some() || ids.contains(&form.id);
    managed.iter().filter(differs).filter(matters).collect()
}

fn refuse_drift(ids: &BTreeSet<&ObjectId>, managed: &[ManagedForm]) -> Result<()> {
    const SHOWN: usize = 8;
    let drifted = drifted(ids, managed);
    if drifted.is_empty() {
        return Ok(());
    }
    let noun = if drifted.len() == 1 { "object was" } else { "objects were" };
    let mut failure =
        Failure::new(Kind::Refused, format!("{} generated {noun} changed by hand", drifted.len()));
    for form in drifted.iter().take(SHOWN) {
        let how = if form.now.is_some() { "not as it was made" } else { "gone" };
        failure = failure.because(format!("{}: {how}", label(&form.id)));
    }
    if drifted.len() > SHOWN {
        failure = failure.because(format!("and {} more", drifted.len() - SHOWN));
    }
    Err(failure.by(Reason::Drift).database("unchanged").hint(
        "bring the change into the access rules, or undo it with `provost migrate up --restore-access`",
    ))
}

/// Policies on managed tables that no rule gave: they would let through what no rule says. Those that rules name go.
fn unknown_policies<'a>(
    access: &Access,
    catalog: &'a Catalog,
    ids: &BTreeSet<&ObjectId>,
    managed: &BTreeMap<&ObjectId, &ManagedForm>,
) -> Result<Vec<&'a PolicyName>> {
    let tables: BTreeSet<TableName> = ids.iter().filter_map(|id| table_of(id)).collect();
    let mut adopted = Vec::new();
    for policy in &catalog.policies {
        let table = TableName::new(&policy.schema, &policy.table);
        if !tables.contains(&table) || managed.contains_key(&policy.id()) {
            continue;
        }
        let name = format!("{table}.{}", policy.name);
        if access.settings.adopted.contains(&name) {
            adopted.push(policy);
            continue;
        }
        return Err(Failure::new(Kind::Refused, format!("{} is not of our making", label(&policy.id())))
            .by(Reason::Drift)
            .because("policies add up: it lets through what no rule says")
            .database("unchanged")
            .hint(format!("drop it in a migration, or write `adopted = [\"{name}\"]` under `[access]`, and it is replaced")));
    }
    Ok(adopted)
}
