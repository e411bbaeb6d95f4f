//! Rules as cases: what must hold, for which roles, and whether an index can tell.

use super::form::bounds;
use super::{Ground, Purpose};
use crate::model::access::{Access, Condition, Rule, Who};
use std::collections::BTreeSet;

/// Conditions of one rule, and who they are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case<'a> {
    /// Roles; empty: anyone behind the database role.
    pub(super) roles: BTreeSet<&'a str>,
    pub(super) conditions: Vec<&'a Condition>,
}

impl Case<'_> {
    /// Whether it is about few rows of a person.
    pub(super) fn is_selective(&self) -> bool {
        self.conditions.iter().any(|condition| condition.is_selective())
    }
}

/// What a rule says for this database role; nothing where it is for others.
pub(super) fn case<'a>(access: &Access, rule: &'a Rule, role: &str, purpose: Purpose) -> Option<Case<'a>> {
    let people: Vec<&Who> = rule.who.iter().filter(|who| access.database_role(who) == Some(role)).collect();
    let is_for_all = people.iter().any(|who| !matches!(who, Who::Role(_)));
    let names = people.iter().filter_map(|who| match who {
        Who::Role(name) => Some(name.as_str()),
        _ => None,
    });
    let atoms = match (purpose, &rule.after) {
        (Purpose::Check, Some(after)) => after,
        _ => &rule.rows,
    };
    (!people.is_empty()).then(|| Case {
        roles: if is_for_all { BTreeSet::new() } else { names.collect() },
        conditions: atoms.iter().map(|atom| &atom.condition).collect(),
    })
}

/// Equal conditions of several roles become one case; a case that another one holds already goes.
pub(super) fn distinct(cases: Vec<Case<'_>>) -> Vec<Case<'_>> {
    let mut merged: Vec<Case<'_>> = Vec::new();
    for case in cases {
        let same = merged.iter_mut().find(|other| {
            other.conditions == case.conditions && other.roles.is_empty() == case.roles.is_empty()
        });
        match same {
            Some(other) => other.roles.extend(case.roles),
            None => merged.push(case),
        }
    }
    let implied = |case: &Case<'_>, by: &Case<'_>| {
        by.conditions.iter().all(|condition| case.conditions.contains(condition))
            && (by.roles.is_empty() || (!case.roles.is_empty() && case.roles.is_subset(&by.roles)))
    };
    let kept = |(index, case): &(usize, &Case<'_>)| {
        !merged
            .iter()
            .enumerate()
            .any(|(other, by)| other != *index && implied(case, by) && (!implied(by, case) || other < *index))
    };
    merged.iter().enumerate().filter(kept).map(|(_, case)| case.clone()).collect()
}

/// Whether index entries answer the case, and few of them where it is about few rows.
pub(super) fn is_indexed(case: &Case<'_>, ground: Ground<'_>) -> bool {
    let Ground::Table { relation, small } = ground else { return true };
    let by_flag = || {
        case.conditions.iter().any(|condition| match condition {
            Condition::Flag { column, .. }
            | Condition::Open { column, .. }
            | Condition::Is { column, wanted: true, .. } => relation.indexed.contains(column),
            _ => false,
        })
    };
    leads(case, ground)
        || match case.roles.is_empty() {
            true => by_flag(),
            false => !small && !bounds(relation, &[]).is_empty(),
        }
}

/// Whether one of its conditions leads to a person's few rows.
pub(super) fn leads(case: &Case<'_>, ground: Ground<'_>) -> bool {
    case.conditions.iter().any(|condition| is_led(condition, ground))
}

/// Whether an index of the column leads to a person's few rows.
pub(super) fn is_led(condition: &Condition, ground: Ground<'_>) -> bool {
    match (condition, ground) {
        (Condition::Own { column } | Condition::In { column, .. }, Ground::Table { relation, .. }) => {
            relation.indexed.contains(column)
        }
        (Condition::OwnFolder, Ground::Bucket(_)) => true,
        _ => false,
    }
}

/// Cheap conditions first: they are tried in this order.
pub(super) fn cost(case: &Case<'_>) -> u8 {
    let expensive = case.conditions.iter().any(|it| matches!(it, Condition::Expression { .. }));
    match (expensive, case.is_selective(), case.roles.is_empty()) {
        (true, _, _) => 3,
        (false, true, _) => 1,
        (false, false, true) => 0,
        (false, false, false) => 2,
    }
}
