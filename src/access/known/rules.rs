//! The columns that rules name.

use super::look::Look;
use crate::failure::{Failure, Result};
use crate::model::access::{Condition, Rule, Spot, Table, TableName};

pub(super) fn known(look: &Look<'_>) -> Result<()> {
    for (name, table) in &look.access.tables {
        for column in &table.freeze {
            look.column(name, column, &table.spot)?;
        }
        table.rules.iter().try_for_each(|rule| of_rule(look, (name, table), rule))?;
    }
    Ok(())
}

fn of_rule(look: &Look<'_>, (name, table): (&TableName, &Table), rule: &Rule) -> Result<()> {
    // A pattern is right for other tables: what it was given is at fault, and that stands at the table.
    let pattern = look.access.sources.is_of_pattern(&rule.spot);
    let at = |spot: &Spot| if pattern { table.spot.clone() } else { spot.clone() };
    let explain = |failure: Failure, says: &str| match look.access.sources.place(&rule.spot) {
        Some(place) if pattern => failure.because(format!("its pattern says {says} at {place}")),
        _ => failure,
    };
    for atom in rule.rows.iter().chain(rule.after.iter().flatten()) {
        for column in atom.condition.columns() {
            look.column(name, column, &at(&atom.spot)).map_err(|failure| {
                let failure = explain(failure, &format!("`{}`", atom.text));
                match &atom.condition {
                    Condition::Expression { name, .. } => {
                        failure.because(format!("the expression `{name}` reads it"))
                    }
                    _ => failure,
                }
            })?;
        }
    }
    for column in rule.cols.iter().flatten() {
        look.column(name, column, &at(&rule.spot)).map_err(|failure| explain(failure, "`cols`"))?;
    }
    Ok(())
}
