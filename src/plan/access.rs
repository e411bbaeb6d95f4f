//! Access rules as steps of a plan: what they do around files, and what they do behind them.

use super::{Action, Around, Origin, Risk, RiskLevel, Step, Transaction, Wanted};
use crate::access::{self, Change, Group};
use crate::failure::Result;
use crate::model::access::{Access, Catalog, ObjectKind, TableName};
use crate::model::{Found, Qualified};
use crate::render::sql::{File, render};
use crate::sqltext::{self, Statement};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is written down of a generated object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// What it is.
    pub kind: &'static str,
    /// Its schema, or nothing.
    pub schema: String,
    /// Its table or arguments, or nothing.
    pub parent: String,
    /// Its name.
    pub name: String,
    /// A hash of its text.
    pub source: String,
    /// Its text.
    pub sql: String,
}

/// What stands around a file of this target.
pub(super) fn around(wanted: &Wanted<'_>, found: &Found, sql: &str, statements: &[Statement]) -> Around {
    let (Some(catalog), false) = (&found.catalog, wanted.access.is_empty()) else { return Around::default() };
    let reshaped: Vec<Qualified> =
        statements.iter().filter_map(|statement| sqltext::reshaped(&sql[statement.span.clone()])).collect();
    let policies = catalog.managed.iter().filter(|form| form.id.kind == ObjectKind::Policy);
    let tables: BTreeSet<TableName> =
        policies.map(|form| TableName::new(&form.id.schema, &form.id.parent)).collect();
    let is_named = |table: &TableName| {
        reshaped.iter().any(|name| {
            name.name.as_str() == table.name
                && name.schema.as_ref().is_none_or(|schema| schema.as_str() == table.schema)
        })
    };
    let settings = &wanted.access.settings;
    Around {
        closes: settings.schemas.iter().cloned().collect(),
        clients: settings.clients().into_iter().map(str::to_owned).collect(),
        lifts: tables.into_iter().filter(is_named).collect(),
        storage: !wanted.access.buckets.is_empty(),
    }
}

/// What brings access to what the rules say; `files` are pending before it, so that it can only be planned behind them.
pub(super) fn steps(wanted: &Wanted<'_>, found: &Found, has_files: bool) -> Result<Vec<Step>> {
    let (Some(catalog), false) = (&found.catalog, wanted.access.is_empty()) else { return Ok(Vec::new()) };
    if has_files {
        return Ok(vec![later(wanted.access)]);
    }
    // On the way to an older version, rules about what comes later mean nothing yet.
    let groups = match wanted.goal.is_latest() {
        true => access::changes(wanted.access, catalog, wanted.drift)?,
        false => access::changes(&access::restricted(wanted.access, catalog), catalog, wanted.drift)?,
    };
    Ok(groups.into_iter().map(|group| step(wanted.access, catalog, group)).collect())
}

/// The same after files were undone: rules about what is gone are left out.
pub(super) fn steps_behind_undone(wanted: &Wanted<'_>, found: &Found, has_files: bool) -> Result<Vec<Step>> {
    let (Some(catalog), false) = (&found.catalog, wanted.access.is_empty()) else { return Ok(Vec::new()) };
    if has_files || catalog.managed.is_empty() {
        return Ok(if has_files && !catalog.managed.is_empty() {
            vec![later(wanted.access)]
        } else {
            Vec::new()
        });
    }
    let rest = access::restricted(wanted.access, catalog);
    let groups = access::changes(&rest, catalog, wanted.drift)?;
    Ok(groups.into_iter().map(|group| step(wanted.access, catalog, group)).collect())
}

fn origin(access: &Access) -> Origin {
    let file = access.sources.0.first().map(|source| source.path.clone()).unwrap_or_default();
    Origin { file, line: 1 }
}

fn later(access: &Access) -> Step {
    bare(access, "access", "brought to the rules; planned when the files are in", "", Action::AccessLater)
}

fn bare(access: &Access, id: &str, title: &str, sql: &str, action: Action) -> Step {
    Step {
        id: id.to_owned(),
        title: title.to_owned(),
        sql: Arc::from(sql),
        body: Arc::from(sql),
        statements: Arc::from(sqltext::split(sql).unwrap_or_default()),
        transaction: Transaction::Inside,
        risk: Risk { level: RiskLevel::Safe, reasons: Vec::new() },
        around: Around::default(),
        origin: origin(access),
        action,
    }
}

fn step(access: &Access, catalog: &Catalog, group: Group) -> Step {
    let mut texts: Vec<String> = Vec::new();
    let (mut written, mut gone) = (Vec::new(), Vec::new());
    for change in &group.changes {
        let id = change.id();
        let (schema, parent, name) = (id.schema.clone(), id.parent.clone(), id.name.clone());
        let mut record =
            Written { kind: id.kind.word(), schema, parent, name, source: String::new(), sql: String::new() };
        match change {
            Change::Make(object) | Change::Alter(object) => {
                record.source = object.source();
                record.sql = object.create.as_str().to_owned();
                let text = match (change, &object.change) {
                    (Change::Alter(_), Some(text)) => text.as_str().to_owned(),
                    _ => object.create.as_str().to_owned(),
                };
                texts.push(text);
                written.push(record);
            }
            Change::Drop(_) => {
                texts.push(drop(access, id));
                gone.push(record);
            }
            Change::Forget(_) => gone.push(record),
        }
    }
    let title = count(group.changes.len());
    let id = format!("access:{}", group.title.split([':', ' ']).next().unwrap_or_default());
    let storage = catalog.schemas.contains("storage") && !access.buckets.is_empty();
    let action = Action::Access { written, gone, storage };
    let mut step = bare(access, &id, &title, &texts.join("\n\n"), action);
    step.risk = risk(catalog, &group);
    step
}

/// Takes an object away.
fn drop(access: &Access, id: &crate::model::access::ObjectId) -> String {
    #[derive(Serialize)]
    struct Context<'a> {
        kind: &'static str,
        schema: &'a str,
        parent: &'a str,
        name: &'a str,
        clients: Vec<&'a str>,
    }
    let clients = access.settings.clients().into_iter().collect();
    let context =
        Context { kind: id.kind.word(), schema: &id.schema, parent: &id.parent, name: &id.name, clients };
    render(File::AccessDrop, context).trim().to_owned()
}

fn count(changes: usize) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}

/// Policies and triggers take a table's strongest lock, if only for a moment; rights take none.
fn risk(catalog: &Catalog, group: &Group) -> Risk {
    let safe = Risk { level: RiskLevel::Safe, reasons: Vec::new() };
    let Some(relation) = group.table.as_ref().and_then(|table| catalog.relation(table)) else { return safe };
    let locks = group.changes.iter().any(|change| {
        matches!(change.id().kind, ObjectKind::Policy | ObjectKind::Trigger)
            || (change.id().kind == ObjectKind::Table && !relation.rls)
    });
    match locks {
        true => Risk {
            level: RiskLevel::Locks,
            reasons: vec![format!("locks `{}` for a moment", relation.table_name())],
        },
        false => safe,
    }
}
