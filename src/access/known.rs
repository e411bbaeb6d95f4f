//! Whether the tables and columns that access rules name are there, by what the migration files say, before a database is asked.
//!
//! Where the files cannot be followed to the end, nothing is called missing; the server then has the last word.

mod expected;
mod look;
mod rules;
mod undeclared;

use super::fit;
use crate::failure::Result;
use crate::model::access::Access;
use crate::sqltext::{RelationKind, Structure};
use look::Look;

/// Checks that all that the rules name is there, and that the rules name every table that clients can reach.
///
/// # Errors
/// At the first name that is not there, or when a table is left out.
pub fn known(access: &Access, structure: &Structure) -> Result<()> {
    if access.is_empty() {
        return Ok(());
    }
    let look = Look { access, structure };
    declared(&look)?;
    roles(&look)?;
    rules::known(&look)?;
    sets(&look)?;
    services(&look)?;
    expected::known(&look)?;
    undeclared::refused(&look)
}

/// Tables and views, each where it belongs.
fn declared(look: &Look<'_>) -> Result<()> {
    for (name, table) in &look.access.tables {
        look.table(name, &table.spot)?;
        if let Some(parent) = look.partition_of(name) {
            return Err(fit::partition(look.access, &table.spot, name, parent));
        }
        if look.kind(name) == Some(RelationKind::View) {
            let failure = look.access.sources.fault(&table.spot, format!("`{name}` is a view, not a table"));
            return Err(failure.hint("say who may read it under `[views]`"));
        }
    }
    for (name, (_, spot)) in &look.access.views {
        look.view(name, spot)?;
        if look.kind(name) == Some(RelationKind::Table) {
            let failure = look.access.sources.fault(spot, format!("`{name}` is a table, not a view"));
            return Err(failure.hint("write its rules under `[tables]`"));
        }
    }
    for function in &look.access.functions {
        for table in function.on.iter().flatten() {
            look.table(table, &function.spot)?;
        }
    }
    Ok(())
}

fn roles(look: &Look<'_>) -> Result<()> {
    let Some(roles) = &look.access.roles else { return Ok(()) };
    look.table(&roles.table, &roles.spot)?;
    look.column(&roles.table, &roles.column, &roles.spot)?;
    look.column(&roles.table, &roles.person, &roles.spot)
}

fn sets(look: &Look<'_>) -> Result<()> {
    for set in look.access.sets.values() {
        for (schema, name) in &set.query.tables {
            // Without a schema it was refused already.
            if let Some(schema) = schema {
                look.table(&crate::model::access::TableName::new(schema, name), &set.spot)?;
            }
        }
    }
    Ok(())
}

fn services(look: &Look<'_>) -> Result<()> {
    for read in look.access.services.values().flat_map(|service| &service.reads) {
        look.table(&read.table, &read.spot)?;
        for column in &read.columns {
            look.column(&read.table, column, &read.spot)?;
        }
    }
    Ok(())
}
