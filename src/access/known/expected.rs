//! The tables and columns of `[expect]`, `[relations]` and `[world]`.

use super::look::Look;
use crate::failure::Result;
use crate::model::access::{Expectation, Letters, TableName, TablePattern};
use std::collections::BTreeSet;

pub(super) fn known(look: &Look<'_>) -> Result<()> {
    for expectation in &look.access.expectations {
        of_expectation(look, expectation)?;
    }
    for (table, words) in &look.access.relations.of {
        for relation in words.values() {
            look.table(table, &relation.spot)?;
        }
    }
    for (table, world) in &look.access.worlds {
        look.table(table, &world.spot)?;
        for column in world.candidates.keys() {
            look.column(table, column, &world.spot)?;
        }
    }
    Ok(())
}

fn of_expectation(look: &Look<'_>, expectation: &Expectation) -> Result<()> {
    let mut tables: BTreeSet<TableName> = BTreeSet::new();
    for pattern in &expectation.tables {
        match pattern {
            TablePattern::Table(table) => {
                look.table(table, &expectation.spot)?;
                tables.insert(table.clone());
            }
            TablePattern::Schema(schema) => {
                let known = look.structure.of_schema(schema).map(|(name, _)| name.clone());
                let before = tables.len();
                tables.extend(known);
                if tables.len() == before && look.structure.open().is_none() && !look.is_foreign(schema) {
                    let failure = look
                        .access
                        .sources
                        .fault(&expectation.spot, format!("there is no table in the schema `{schema}`"))
                        .because("no migration creates one");
                    return Err(failure.hint(format!("create one in a migration, or remove `{schema}.*`")));
                }
            }
        }
    }
    columns(expectation).into_iter().try_for_each(|column| of_some(look, expectation, &tables, column))
}

/// The columns that an expectation names.
fn columns(expectation: &Expectation) -> BTreeSet<&str> {
    let letters = expectation.people.values().flatten().flat_map(|allowed| allowed.0.values());
    let narrowed = letters.filter_map(|letters| match letters {
        Letters::Columns(columns) => Some(columns),
        Letters::Some => None,
    });
    expectation.never.iter().chain(narrowed.flatten()).map(String::as_str).collect()
}

/// Refuses a column that none of the tables has: what is said of many tables need not fit each of them.
fn of_some(
    look: &Look<'_>,
    expectation: &Expectation,
    tables: &BTreeSet<TableName>,
    column: &str,
) -> Result<()> {
    let Some(first) = tables.first().filter(|_| !tables.iter().any(|it| look.may_have(it, column))) else {
        return Ok(());
    };
    if tables.len() == 1 {
        return look.column(first, column, &expectation.spot);
    }
    let what = format!("none of these {} tables has a column `{column}`", tables.len());
    let closest = tables.iter().map(|table| look.columns_meant(table, column));
    let hint = closest.into_iter().find(|hint| hint.starts_with("did you mean"));
    let hint = hint.unwrap_or_else(|| format!("remove `{column}` here, or add it in a migration"));
    Err(look.access.sources.fault(&expectation.spot, what).hint(hint))
}
