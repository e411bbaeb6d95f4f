//! Rules as conditions that PostgreSQL can answer from an index: which form each takes depends on columns, indexes and its neighbours.
//!
//! `column = any (array)` is an index scan, but on a column without an index, or beside a branch that needs every row, it is
//! catastrophic for a large set; then `column in (select …)` is hashed instead. A bare role test beside an indexed branch would turn
//! everybody's query into a walk over the whole table; a range over the key that holds all rows or none keeps the index.

use crate::model::access::{Access, CatalogRelation, Condition, Rule, Who};
use crate::render::sql::Sql;

use serde::Serialize;
use std::collections::BTreeSet;

/// One of several conditions that are or-ed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Branch {
    /// What must hold, all of it.
    pub(crate) terms: Vec<Term>,
}

/// One condition, in the form in which it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Term {
    /// True.
    Everything,
    /// The column is the person's id.
    Own { column: String },
    /// The column is one of the ids, found by index.
    AnyOf { column: String, set: String, r#type: String },
    /// The column is one of the ids, hashed.
    Among { column: String, set: String },
    /// The column is true or false.
    Flag { column: String, wanted: bool },
    /// The column is null or not.
    Open { column: String, wanted: bool },
    /// The column equals a value or not.
    Value { column: String, value: String, wanted: bool },
    /// An expression of the person's own.
    Expression { sql: Sql, columns: BTreeSet<String> },
    /// The person has one of these roles.
    Role { roles: Vec<String> },
    /// The same, as a range over keys.
    Range { columns: Vec<Bound>, list: String },
    /// The object lies in this bucket.
    Bucket { bucket: String },
    /// The object's path begins with the person's id.
    OwnFolder,
    /// The object's path begins with one of these ids.
    SetFolder { set: String },
}

impl Branch {
    /// One that holds for every row.
    pub(crate) fn open() -> Self {
        Self { terms: vec![Term::Everything] }
    }

    /// What a reader of the rules calls it.
    pub(crate) fn label(&self) -> String {
        self.terms.iter().map(Term::label).collect::<Vec<_>>().join(" & ")
    }
}

impl Term {
    /// The columns of the row that it reads.
    pub(crate) fn columns(&self) -> BTreeSet<String> {
        match self {
            Self::Own { column }
            | Self::AnyOf { column, .. }
            | Self::Among { column, .. }
            | Self::Flag { column, .. }
            | Self::Open { column, .. }
            | Self::Value { column, .. } => BTreeSet::from([column.clone()]),
            Self::Expression { columns, .. } => columns.clone(),
            Self::Bucket { .. } => BTreeSet::from(["bucket_id".to_owned()]),
            Self::OwnFolder | Self::SetFolder { .. } => BTreeSet::from(["name".to_owned()]),
            Self::Everything | Self::Role { .. } | Self::Range { .. } => BTreeSet::new(),
        }
    }

    /// What a reader of the rules calls it.
    pub(crate) fn label(&self) -> String {
        let not = |wanted: bool| if wanted { "" } else { "!" };
        match self {
            Self::Everything => "any".to_owned(),
            Self::Own { column } => format!("own:{column}"),
            Self::AnyOf { column, set, .. } | Self::Among { column, set } => format!("{set}:{column}"),
            Self::Flag { column, wanted } => format!("{}flag:{column}", not(*wanted)),
            Self::Open { column, wanted } => format!("{}open:{column}", not(*wanted)),
            Self::Value { column, value, wanted } => format!("{}is:{column}={value}", not(*wanted)),
            Self::Expression { sql, .. } => format!("sql:{}", sql.as_str()),
            Self::Role { roles } => roles.join("|"),
            Self::Range { list, .. } => list.trim_matches(['{', '}']).replace('"', "").replace(',', "|"),
            Self::Bucket { bucket } => format!("bucket:{bucket}"),
            Self::OwnFolder => "own_folder".to_owned(),
            Self::SetFolder { set } => format!("set_folder:{set}"),
        }
    }
}

/// A key column of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Bound {
    name: String,
    r#type: String,
}

/// Whether a condition chooses rows that are there, or checks rows that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `USING`: the form decides how rows are found.
    Find,
    /// `WITH CHECK`: one row at a time, so the shortest form is good.
    Check,
}

/// What rules are about.
#[derive(Clone, Copy)]
pub(crate) enum Ground<'a> {
    /// Rows of a table.
    Table {
        /// The table.
        relation: &'a CatalogRelation,
        /// Whether it stays small.
        small: bool,
    },
    /// Objects of a bucket.
    Bucket(&'a str),
}

/// Conditions of one rule, and who they are for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Case<'a> {
    /// Roles; empty: anyone behind the database role.
    roles: BTreeSet<&'a str>,
    conditions: Vec<&'a Condition>,
}

/// The branches for rules that share operation and database role; empty where no rule does.
pub(crate) fn branches(
    access: &Access,
    rules: &[&Rule],
    role: &str,
    purpose: Purpose,
    ground: Ground<'_>,
) -> Vec<Branch> {
    let cases = distinct(rules.iter().filter_map(|rule| case(access, rule, role, purpose)).collect());
    let finds_by_index = purpose == Purpose::Find && cases.iter().all(|case| is_indexed(case, ground));
    let has_selective = cases.iter().any(|case| case.conditions.iter().any(|it| it.is_selective()));
    let mut branches: Vec<(u8, Branch)> = cases
        .iter()
        .map(|case| {
            let by_range = finds_by_index && has_selective && case.conditions.is_empty();
            let form =
                Form { access, by_index: purpose == Purpose::Check || finds_by_index, by_range, ground };
            (cost(case), form.branch(case))
        })
        .collect();
    branches.sort_by_key(|(cost, _)| *cost);
    branches.into_iter().map(|(_, branch)| branch).collect()
}

fn case<'a>(access: &Access, rule: &'a Rule, role: &str, purpose: Purpose) -> Option<Case<'a>> {
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
fn distinct(cases: Vec<Case<'_>>) -> Vec<Case<'_>> {
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

/// Whether few index entries answer the case.
fn is_indexed(case: &Case<'_>, ground: Ground<'_>) -> bool {
    let Ground::Table { relation, small } = ground else { return true };
    let leads = |column: &String| relation.indexed.contains(column);
    let by_condition = case.conditions.iter().any(|condition| match condition {
        Condition::Own { column } | Condition::In { column, .. } => leads(column),
        _ => false,
    });
    by_condition
        || (case.conditions.is_empty()
            && !case.roles.is_empty()
            && !small
            && !bounds(relation, &[]).is_empty())
}

/// Cheap conditions first: they are tried in this order.
fn cost(case: &Case<'_>) -> u8 {
    let expensive = case.conditions.iter().any(|it| matches!(it, Condition::Expression { .. }));
    match (expensive, case.conditions.iter().any(|it| it.is_selective()), case.roles.is_empty()) {
        (true, _, _) => 3,
        (false, true, _) => 1,
        (false, false, true) => 0,
        (false, false, false) => 2,
    }
}

/// The key, and a second column that keeps the planner from walking another index.
fn bounds(relation: &CatalogRelation, beside: &[&str]) -> Vec<Bound> {
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

struct Form<'a> {
    access: &'a Access,
    by_index: bool,
    by_range: bool,
    ground: Ground<'a>,
}

impl Form<'_> {
    fn branch(&self, case: &Case<'_>) -> Branch {
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
        terms.extend(conditions.into_iter().map(|condition| self.term(condition)));
        if !case.roles.is_empty() {
            terms.push(self.roles(&case.roles));
        }
        if terms.is_empty() {
            terms.push(Term::Everything);
        }
        Branch { terms }
    }

    fn roles(&self, roles: &BTreeSet<&str>) -> Term {
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        if let (true, Ground::Table { relation, .. }) = (self.by_range, self.ground) {
            // Any column that rules name is likely to have an index of its own.
            let beside: Vec<&str> = relation
                .columns
                .iter()
                .map(|it| it.name.as_str())
                .filter(|it| relation.indexed.contains(*it))
                .collect();
            return Term::Range { columns: bounds(relation, &beside), list: array(&roles) };
        }
        Term::Role { roles }
    }

    fn term(&self, condition: &Condition) -> Term {
        match condition.clone() {
            Condition::Own { column } => Term::Own { column },
            Condition::In { set, column } if self.by_index => {
                let r#type = self.access.sets.get(&set).map(|set| set.kind.clone()).unwrap_or_default();
                Term::AnyOf { column, set, r#type }
            }
            Condition::In { set, column } => Term::Among { column, set },
            Condition::Flag { column, wanted } => Term::Flag { column, wanted },
            Condition::Open { column, wanted } => Term::Open { column, wanted },
            Condition::Is { column, value, wanted } => Term::Value { column, value, wanted },
            Condition::Expression { expression, .. } => {
                let sql = super::words::Words::new(self.access).expression(&expression);
                Term::Expression { sql, columns: expression.columns }
            }
            Condition::OwnFolder => Term::OwnFolder,
            Condition::SetFolder { set } => Term::SetFolder { set },
        }
    }
}

/// The text of an array of texts.
pub(super) fn array(values: &[String]) -> String {
    let quoted =
        values.iter().map(|value| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
    format!("{{{}}}", quoted.collect::<Vec<_>>().join(","))
}
