//! Rules as conditions that PostgreSQL can answer from an index: which form each takes depends on columns, indexes and its neighbours.
//!
//! `column = any (array)` is an index scan, but on a column without an index, or beside a branch that needs every row, it is
//! catastrophic for a large set; then `column in (select …)` is hashed instead. A bare role test beside an indexed branch would turn
//! everybody's query into a walk over the whole table; a range over the key that holds all rows or none keeps the index. A set that only
//! some roles may use is asked for nobody else.

mod case;
mod form;

use crate::model::access::{Access, CatalogRelation, Rule};
use crate::render::sql::Sql;
use case::{Case, case, cost, distinct, is_indexed, leads};
use form::Form;
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
    /// The column is one of the ids, found by index; of nobody's ids where the person has none of the roles.
    AnyOf { column: String, set: String, r#type: String, roles: Vec<String> },
    /// The column is one of the ids, hashed; the same of roles.
    Among { column: String, set: String, roles: Vec<String> },
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
            Self::AnyOf { column, set, .. } | Self::Among { column, set, .. } => format!("{set}:{column}"),
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
    let finds_few = matches!(ground, Ground::Bucket(_)) || cases.iter().any(Case::is_selective);
    // An index of flags leads to few rows or to most of them; then all are read, and only what is hashed is quick for each.
    let may_read_all =
        cases.iter().any(|case| case.roles.is_empty() && !case.conditions.is_empty() && !case.is_selective());
    let mut branches: Vec<(u8, Branch)> = cases
        .iter()
        .map(|case| {
            let by_range = finds_by_index && finds_few && !case.roles.is_empty() && !leads(case, ground);
            let by_index = purpose == Purpose::Check || finds_by_index;
            let opens_by_flag = finds_by_index && may_read_all;
            let form = Form { access, by_index, by_range, opens_by_flag, ground };
            (cost(case), form.branch(case))
        })
        .collect();
    branches.sort_by_key(|(cost, _)| *cost);
    branches.into_iter().map(|(_, branch)| branch).collect()
}
