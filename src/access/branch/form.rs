//! Cases as terms: the form in which each condition is written.

use super::case::{Case, is_led};
use super::{Bound, Branch, Ground, Term};
use crate::access::Words;
use crate::model::access::{Access, CatalogRelation, Condition};
use std::collections::BTreeSet;

/// How conditions are to be written.
pub(super) struct Form<'a> {
    pub(super) access: &'a Access,
    /// Sets as arrays, which an index can answer.
    pub(super) by_index: bool,
    /// Roles as a range over keys.
    pub(super) by_range: bool,
    /// Rows that a flag opens to everybody are among them. Then all may be read, so that sets are hashed as well; and people list these
    /// rows by an order of their own.
    pub(super) opens_by_flag: bool,
    pub(super) ground: Ground<'a>,
}

impl Form<'_> {
    pub(super) fn branch(&self, case: &Case<'_>) -> Branch {
        let mut terms: Vec<Term> = Vec::new();
        if let Ground::Bucket(bucket) = self.ground {
            terms.push(Term::Bucket { bucket: bucket.to_owned() });
        }
        let mut conditions = case.conditions.clone();
        conditions.sort_by_key(|condition| match condition {
            Condition::Flag { .. } | Condition::Open { .. } | Condition::Is { .. } => 0,
            Condition::Expression { .. } => 2,
            _ => 1,
        });
        let asks_set = conditions.iter().any(|condition| matches!(condition, Condition::In { .. }));
        terms.extend(conditions.into_iter().flat_map(|condition| self.terms(condition, &case.roles)));
        if !case.roles.is_empty() && (self.by_range || !asks_set) {
            terms.push(self.roles(&case.roles));
        }
        if terms.is_empty() {
            terms.push(Term::Everything);
        }
        Branch { terms }
    }

    fn roles(&self, roles: &BTreeSet<&str>) -> Term {
        let roles = owned(roles);
        if !self.by_range {
            return Term::Role { roles };
        }
        let columns = match self.ground {
            Ground::Table { relation, .. } => {
                // Any column that rules name is likely to have an index of its own. Two columns make the planner expect so few rows that it
                // never walks an index of an order; that is good for a person's few rows, and bad for those that everybody lists.
                let beside = relation
                    .columns
                    .iter()
                    .map(|it| it.name.as_str())
                    .filter(|it| relation.indexed.contains(*it) && !self.opens_by_flag)
                    .collect::<Vec<&str>>();
                bounds(relation, &beside)
            }
            // The objects' own index is of buckets and names.
            Ground::Bucket(_) => vec![Bound { name: "name".to_owned(), r#type: "text".to_owned() }],
        };
        Term::Range { columns, list: array(&roles) }
    }

    /// A condition; a set that only some roles may use is asked for no others.
    fn terms(&self, condition: &Condition, roles: &BTreeSet<&str>) -> Vec<Term> {
        let Condition::In { set, column } = condition else { return vec![self.term(condition)] };
        let (column, set, roles) = (column.clone(), set.clone(), owned(roles));
        let r#type = self.access.sets.get(&set).map(|set| set.kind.clone()).unwrap_or_default();
        let hashed = Term::Among { column: column.clone(), set: set.clone(), roles: roles.clone() };
        let found = Term::AnyOf { column, set, r#type, roles };
        // Beside a range over all rows the column needs no index, and an array would be slow without one.
        let by_index = self.by_index && (!self.by_range || is_led(condition, self.ground));
        match (by_index, self.opens_by_flag) {
            (true, true) => vec![hashed, found],
            (true, false) => vec![found],
            (false, _) => vec![hashed],
        }
    }

    fn term(&self, condition: &Condition) -> Term {
        match condition.clone() {
            Condition::Own { column } => Term::Own { column },
            Condition::In { set, column } => Term::Among { column, set, roles: Vec::new() },
            Condition::Flag { column, wanted } => Term::Flag { column, wanted },
            Condition::Open { column, wanted } => Term::Open { column, wanted },
            Condition::Is { column, value, wanted } => Term::Value { column, value, wanted },
            Condition::Expression { expression, .. } => {
                let sql = Words::new(self.access).expression(&expression);
                Term::Expression { sql, columns: expression.columns }
            }
            Condition::OwnFolder => Term::OwnFolder,
            Condition::SetFolder { set } => Term::SetFolder { set },
        }
    }
}

fn owned(roles: &BTreeSet<&str>) -> Vec<String> {
    roles.iter().map(|role| (*role).to_owned()).collect()
}

/// The text of an array of texts.
fn array(values: &[String]) -> String {
    let quoted =
        values.iter().map(|value| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
    format!("{{{}}}", quoted.collect::<Vec<_>>().join(","))
}

/// The key, and a second column that keeps the planner from walking another index.
pub(super) fn bounds(relation: &CatalogRelation, beside: &[&str]) -> Vec<Bound> {
    let bound = |name: &str| {
        let column = relation.column(name).filter(|column| column.not_null)?;
        let kind = ["uuid", "bigint", "integer"].into_iter().find(|kind| *kind == column.kind)?;
        Some(Bound { name: name.to_owned(), r#type: kind.to_owned() })
    };
    // The first column of a longer key leads its index as well.
    let Some(key) = relation.key.first() else { return Vec::new() };
    let Some(first) = bound(key) else { return Vec::new() };
    let second = beside.iter().filter(|name| *name != key).find_map(|name| bound(name));
    [first].into_iter().chain(second).collect()
}
