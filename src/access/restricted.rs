//! Rules without those about what is not there: what holds after files were undone.

use crate::model::access::{Access, Catalog, Condition, Parameter, Rule, TableName, Who};

/// The rules that still mean something for this catalog. Nothing becomes more open: a rule that asks what is gone goes whole.
pub fn restricted(access: &Access, catalog: &Catalog) -> Access {
    let mut rest = access.clone();
    let has = |table: &TableName, columns: &[&str]| {
        catalog.relation(table).is_some_and(|it| columns.iter().all(|column| it.column(column).is_some()))
    };
    rest.roles = rest.roles.filter(|roles| has(&roles.table, &[&roles.column, &roles.person]));
    loop {
        let before = rest.sets.len();
        let names: Vec<String> = rest.sets.keys().cloned().collect();
        rest.sets.retain(|_, set| {
            let reads = |(schema, name): &(Option<String>, String)| {
                let table = TableName::new(schema.clone().unwrap_or_default(), name);
                catalog.relation(&table).is_some()
            };
            set.query.tables.iter().all(reads) && set.uses().all(|used| names.iter().any(|name| name == used))
        });
        if rest.sets.len() == before {
            break;
        }
    }
    let (sets, roles) = (rest.sets.clone(), rest.roles.is_some());
    let holds = |condition: &Condition| match condition {
        Condition::In { set, .. } | Condition::SetFolder { set } => sets.contains_key(set),
        _ => true,
    };
    let keep = |rule: &mut Rule| {
        if !roles {
            rule.who.retain(|who| !matches!(who, Who::Role(_)));
        }
        !rule.who.is_empty()
            && rule.rows.iter().chain(rule.after.iter().flatten()).all(|atom| holds(&atom.condition))
    };
    rest.tables.retain(|name, _| catalog.relation(name).is_some());
    for (name, table) in &mut rest.tables {
        table.rules.retain_mut(keep);
        table.rules.retain(|rule| {
            rule.rows.iter().all(|atom| has(name, &atom.condition.columns().into_iter().collect::<Vec<_>>()))
        });
    }
    for bucket in rest.buckets.values_mut() {
        bucket.rules.retain_mut(keep);
    }
    rest.views.retain(|name, _| catalog.relation(name).is_some());
    rest.grants
        .retain(|signature, _| catalog.functions.iter().any(|it| super::signature::names(signature, it)));
    rest.services.retain(|_, service| catalog.schemas.contains(&service.schema));
    for used in &mut rest.functions {
        used.on = used.on.take().map(|tables| tables.into_iter().filter(|table| has(table, &[])).collect());
    }
    rest.functions.retain(|used| {
        let into = used.parameters.get("into").map(|(parameter, _)| parameter);
        match into {
            Some(Parameter::Text(table)) => has(&TableName::parse(table), &[]),
            _ => true,
        }
    });
    if rest.tables.is_empty() && rest.services.is_empty() {
        rest.buckets.clear();
        rest.functions.clear();
        rest.roles = None;
        rest.sets.clear();
    }
    rest
}
