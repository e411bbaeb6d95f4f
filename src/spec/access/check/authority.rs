//! No client writes what decides about access: the role column, and the columns that sets read.

use crate::failure::Result;
use crate::model::access::{Access, Condition, Operation, Rule, Table, TableName, Who};
use std::collections::BTreeSet;

pub(super) fn kept(access: &Access) -> Result<()> {
    for (name, table) in &access.tables {
        let deciding = deciding(access, name);
        if deciding.is_empty() {
            continue;
        }
        for rule in &table.rules {
            for operation in [Operation::Insert, Operation::Update] {
                if rule.can.contains(&operation) {
                    refuse(access, name, table, rule, operation, &deciding)?;
                }
            }
        }
    }
    Ok(())
}

/// The columns of a table that decide: who has which role.
fn deciding(access: &Access, table: &TableName) -> BTreeSet<String> {
    let roles = access.roles.iter().filter(|roles| roles.table == *table);
    roles.flat_map(|roles| [roles.column.clone(), roles.person.clone()]).collect()
}

fn refuse(
    access: &Access,
    name: &TableName,
    table: &Table,
    rule: &Rule,
    operation: Operation,
    deciding: &BTreeSet<String>,
) -> Result<()> {
    let is_for_anyone = rule.who.iter().any(|who| !matches!(who, Who::Role(_)));
    let pinned: BTreeSet<&str> = match (operation, &rule.after) {
        (Operation::Update, Some(after)) => pins(after),
        _ => pins(&rule.rows),
    };
    let writes = |column: &&String| match &rule.cols {
        Some(cols) => cols.contains(*column),
        None => !table.freeze.contains(*column),
    };
    let open = deciding.iter().filter(writes).find(|column| !pinned.contains(column.as_str()));
    let Some(column) = open.filter(|_| is_for_anyone) else { return Ok(()) };
    Err(access
        .sources
        .fault(
            &rule.spot,
            format!("`{}` could write `{name}.{column}`, which decides about access", rule.who_text),
        )
        .because("whoever writes it gives themselves any role")
        .hint(format!(
            "list the columns that they may write in `cols`, or add `freeze = [\"{column}\"]` to the table"
        )))
}

/// Columns that conditions hold to one value.
fn pins(atoms: &[crate::model::access::Atom]) -> BTreeSet<&str> {
    atoms
        .iter()
        .filter_map(|atom| match &atom.condition {
            Condition::Own { column } | Condition::Is { column, wanted: true, .. } => Some(column.as_str()),
            _ => None,
        })
        .collect()
}
