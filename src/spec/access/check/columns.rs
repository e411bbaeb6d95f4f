//! Rules of one database role whose columns differ: grants would add up, and each rule would get the other's columns.

use crate::failure::Result;
use crate::model::access::{Access, Operation, Rule, Table, TableName};

pub(super) fn agree(access: &Access) -> Result<()> {
    for (name, table) in &access.tables {
        for operation in [Operation::Select, Operation::Insert, Operation::Update] {
            if operation != Operation::Update || !table.guard {
                same(access, name, table, operation)?;
            }
        }
        guardable(access, name, table)?;
    }
    Ok(())
}

fn same(access: &Access, name: &TableName, table: &Table, operation: Operation) -> Result<()> {
    let rules: Vec<&Rule> = table.rules.iter().filter(|rule| rule.can.contains(&operation)).collect();
    for (index, rule) in rules.iter().enumerate() {
        let role_of =
            |rule: &Rule| rule.who.iter().filter_map(|who| access.database_role(who)).collect::<Vec<_>>();
        let shares = |other: &Rule| role_of(rule).iter().any(|role| role_of(other).contains(role));
        let Some(other) = rules[..index]
            .iter()
            .find(|other| shares(other) && effective(other, operation) != effective(rule, operation))
        else {
            continue;
        };
        let place = access.sources.place(&other.spot).map(|place| place.to_string()).unwrap_or_default();
        let letter = operation.letter();
        let failure = access
            .sources
            .fault(&rule.spot, format!("two rules of `{name}` let `{letter}` different columns"))
            .because(format!(
                "`{}` and `{}` are one database role, whose column grants add up",
                other.who_text, rule.who_text
            ))
            .because(format!("the other rule stands at {place}"));
        return Err(if operation == Operation::Update {
            failure.hint("add `guard = true` to the table: a trigger then keeps the rules apart; or give both the same `cols`")
        } else {
            failure.hint("give both rules the same `cols`")
        });
    }
    Ok(())
}

/// `cols` of a rule for many letters narrow only what is written, so a rule that also reads stays whole.
fn effective(rule: &Rule, operation: Operation) -> Option<&std::collections::BTreeSet<String>> {
    let writes = rule.can.iter().any(|it| matches!(it, Operation::Insert | Operation::Update));
    rule.cols.as_ref().filter(|_| operation != Operation::Select || !writes)
}

/// A guard tests rules on the old row by name, which text out of `[expressions]` cannot be.
fn guardable(access: &Access, name: &TableName, table: &Table) -> Result<()> {
    use crate::model::access::Condition;
    let updates = table.rules.iter().filter(|rule| table.guard && rule.can.contains(&Operation::Update));
    for atom in updates.flat_map(|rule| &rule.rows) {
        if matches!(atom.condition, Condition::Expression { .. }) {
            return Err(access
                .sources
                .fault(
                    &atom.spot,
                    format!("`{}` cannot stand in a rule of the guarded table `{name}`", atom.text),
                )
                .hint("say it with `flag:`, `open:`, `is:` or a set, or leave `guard` out"));
        }
    }
    Ok(())
}
