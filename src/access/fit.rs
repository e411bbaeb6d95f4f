//! Whether rules and catalog fit together, as far as names alone do not say.

use super::signature::names;
use crate::failure::{Failure, Result, closest};
use crate::model::access::{Access, Catalog, RelationKind, Spot, TableName};

/// Refuses rules that this catalog cannot carry.
///
/// # Errors
/// At the first thing that does not fit, with its place in the rules.
pub fn fit(access: &Access, catalog: &Catalog) -> Result<()> {
    there(access, catalog)?;
    declared(access, catalog)?;
    protectable(access, catalog)?;
    views(access, catalog)?;
    calls(access, catalog)?;
    places(access, catalog)
}

/// Declared tables and views are there.
fn there(access: &Access, catalog: &Catalog) -> Result<()> {
    let tables = access.tables.iter().map(|(name, table)| (name, &table.spot));
    let views = access.views.iter().map(|(name, (_, spot))| (name, spot));
    let Some((name, spot)) = tables.chain(views).find(|(name, _)| catalog.relation(name).is_none()) else {
        return Ok(());
    };
    if let Some(parent) = catalog.relations.iter().find(|it| it.partitions.contains(name)) {
        return Err(partition(access, spot, name, &parent.table_name()));
    }
    let names: Vec<String> = catalog.relations.iter().map(|it| it.table_name().to_string()).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let failure = access.sources.fault(spot, format!("there is no table `{name}`"));
    Err(match closest(&name.to_string(), &known) {
        Some(close) => failure.hint(format!("did you mean `{close}`?")),
        None => failure.hint("make it in a migration, or remove the line"),
    })
}

/// Refuses rules of a partition's own.
pub(super) fn partition(access: &Access, spot: &Spot, name: &TableName, parent: &TableName) -> Failure {
    let failure = access.sources.fault(spot, format!("`{name}` is a partition of `{parent}`"));
    failure
        .because("partitions are closed to clients, who reach the rows through the table")
        .hint(format!("remove the line: the rules of `{parent}` say who may touch which rows"))
}

/// Whatever clients could reach is declared.
fn declared(access: &Access, catalog: &Catalog) -> Result<()> {
    let settings = &access.settings;
    let is_told = |name: &TableName| {
        access.tables.contains_key(name)
            || access.views.contains_key(name)
            || settings.unmanaged.contains(name)
            || access.services.values().any(|service| service.schema == name.schema)
    };
    let exposed = catalog.relations.iter().filter(|it| settings.schemas.contains(&it.schema));
    // A view that nobody declares is closed; a table that nobody declares was forgotten.
    let forgotten = exposed.filter(|it| it.kind != RelationKind::View).map(|it| it.table_name());
    let forgotten: Vec<TableName> = forgotten.filter(|name| !is_told(name)).collect();
    let Some(first) = forgotten.first() else { return Ok(()) };
    let failure =
        Failure::bad_input(format!("table `{first}` can be reached by clients, and no rule declares it"));
    let failure = match forgotten.len() {
        1 => failure,
        count => failure.because(format!("and {} more", count - 1)),
    };
    Err(failure
        .hint(format!(
            "write `{first} = {{ use = \"service\" }}` under `[tables]` where no client may touch it"
        ))
        .hint(format!("or leave it alone: `unmanaged = [\"{first}\"]` under `[access]`")))
}

/// Row level security protects tables only.
fn protectable(access: &Access, catalog: &Catalog) -> Result<()> {
    for (name, table) in &access.tables {
        let Some(relation) = catalog.relation(name).filter(|relation| !relation.is_table()) else { continue };
        let (what, hint) = match relation.kind {
            RelationKind::View => ("a view", "move it to `[views]`, which says who may read it"),
            RelationKind::Materialized => {
                ("a materialized view", "move it to a schema that clients cannot reach")
            }
            _ => ("a foreign table", "move it to a schema that clients cannot reach"),
        };
        return Err(access
            .sources
            .fault(&table.spot, format!("`{name}` is {what}, which row level security does not protect"))
            .hint(hint));
    }
    Ok(())
}

fn views(access: &Access, catalog: &Catalog) -> Result<()> {
    for (name, (_, spot)) in &access.views {
        let relation = catalog.relation(name);
        if relation.is_some_and(|relation| relation.kind == RelationKind::View && !relation.invoker) {
            return Err(access
                .sources
                .fault(
                    spot,
                    format!(
                        "view `{name}` reads with its owner's rights, so every reader would see every row"
                    ),
                )
                .hint(format!("in a migration: alter view {name} set (security_invoker = true)")));
        }
    }
    Ok(())
}

fn calls(access: &Access, catalog: &Catalog) -> Result<()> {
    for (signature, (_, spot)) in &access.grants {
        if catalog.functions.iter().any(|function| names(signature, function)) {
            continue;
        }
        let name = signature.split('(').next().unwrap_or_default().trim_start_matches("public.");
        let alike = catalog.functions.iter().find(|function| function.name == name);
        let failure = access.sources.fault(spot, format!("there is no function `{signature}`"));
        return Err(match alike {
            Some(function) => {
                failure.hint(format!("did you mean `{}({})`?", function.name, function.arguments))
            }
            None => failure.hint("make it in a migration, or remove the line"),
        });
    }
    Ok(())
}

/// Roles and schemas that rules take as given.
fn places(access: &Access, catalog: &Catalog) -> Result<()> {
    let settings = &access.settings;
    let made = access.made_roles();
    let needed = settings.anon.iter().chain([&settings.signed_in]);
    let is_missing = |role: &&String| !catalog.roles.contains(*role) && !made.contains(role.as_str());
    if let Some(role) = needed.filter(|_| !access.tables.is_empty()).find(is_missing) {
        return Err(access
            .sources
            .fault(&Default::default(), format!("the database has no role `{role}`"))
            .because("rules for a Supabase project take it as given")
            .hint("write `platform = \"postgres\"` under `[access]`, and the roles are made where they are missing"));
    }
    if let Some(bucket) = access.buckets.values().next().filter(|_| !catalog.schemas.contains("storage")) {
        return Err(access
            .sources
            .fault(&bucket.spot, "this database has no storage, so it can have no buckets")
            .hint("remove the bucket, or use a database of Supabase's platform (`provost db platform` installs a stand-in)"));
    }
    for service in access.services.values() {
        if !catalog.schemas.contains(&service.schema) {
            return Err(access
                .sources
                .fault(&service.spot, format!("there is no schema `{}`", service.schema))
                .hint(format!("make it in a migration: create schema {}", service.schema)));
        }
    }
    Ok(())
}
