//! Helpers: sets that hold nothing or everything, that read with their caller's rights, and a role that everybody has.

use super::super::{Emitter, Name};
use super::Mutant;
use crate::failure::Result;
use crate::model::access::{Condition, Rule, Set, TableName};
use crate::render::sql::{File, Sql, render};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct SetContext<'a> {
    helpers: &'a str,
    name: &'a str,
    r#type: &'a str,
    definer: bool,
    query: Sql,
}

#[derive(Serialize)]
struct Everything<'a> {
    table: Name<'a>,
    column: &'a str,
}

#[derive(Serialize)]
struct Function<'a> {
    helpers: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Nothing<'a> {
    r#type: &'a str,
}

#[derive(Serialize)]
struct Always<'a> {
    helpers: &'a str,
    role: &'a str,
}

impl Emitter<'_> {
    pub(super) fn weaker_helpers(&self) -> Result<Vec<Mutant>> {
        let helpers = &self.access.settings.helpers;
        let mut mutants = Vec::new();
        for (name, set) in &self.access.sets {
            let tables = self.asking(&BTreeSet::from([name.as_str()]));
            let mutant = |what: &str, sql: String, equivalent| Mutant {
                name: format!("{helpers}.{name}(): {what}"),
                sql,
                tables: tables.clone(),
                operation: None,
                equivalent,
                excuse: None,
            };
            let unused = tables.is_empty().then_some("no rule asks it");
            let nothing = render(File::MutantNothing, Nothing { r#type: &set.kind });
            mutants.push(mutant("empty", self.set_of(name, set, nothing), unused));
            if let Some((table, column)) = self.first_use(name) {
                let all = render(File::MutantEverything, Everything { table: Name::from(table), column });
                mutants.push(mutant("unfiltered", self.set_of(name, set, all), unused));
            }
            if !set.query.tables.is_empty() {
                let sql = render(File::MutantInvoker, Function { helpers, name });
                let excuse = Some("its callers see the rows that it reads");
                mutants.push(Mutant { excuse, ..mutant("with the caller's rights", sql, unused) });
            }
        }
        if let Some(roles) = &self.access.roles {
            let tables: BTreeSet<TableName> = self.access.tables.keys().cloned().collect();
            for role in roles.names.iter().filter(|role| **role != roles.base) {
                let sql = render(File::MutantRole, Always { helpers, role });
                let name = format!("{helpers}.app_role(): always {role}");
                let is_asked =
                    self.access.tables.values().flat_map(|table| &table.rules).any(|rule| names(rule, role));
                let equivalent = (!is_asked).then_some("no rule asks for that role");
                mutants.push(Mutant {
                    name,
                    sql,
                    tables: tables.clone(),
                    operation: None,
                    equivalent,
                    excuse: None,
                });
            }
        }
        Ok(mutants)
    }

    fn set_of(&self, name: &str, set: &Set, query: String) -> String {
        let helpers = &self.access.settings.helpers;
        let query = Sql::trusted(query.trim());
        render(File::AccessSet, SetContext { helpers, name, r#type: &set.kind, definer: true, query })
    }

    /// Tables whose rules ask one of these sets, or a set that reads one of them.
    fn asking(&self, sets: &BTreeSet<&str>) -> BTreeSet<TableName> {
        let reads = |set: &Set| set.uses().any(|used| sets.contains(used));
        let readers = self.access.sets.iter().filter(|(_, set)| reads(set)).map(|(name, _)| name.as_str());
        let wider: BTreeSet<&str> = sets.iter().copied().chain(readers).collect();
        if wider.len() > sets.len() {
            return self.asking(&wider);
        }
        let asks = |rule: &Rule| wider.iter().any(|set| uses(rule, set).is_some() || is_in_folder(rule, set));
        let tables = self.access.tables.iter().filter(|(_, table)| table.rules.iter().any(asks));
        let is_in_bucket = self.access.buckets.values().flat_map(|bucket| &bucket.rules).any(asks);
        let objects = is_in_bucket.then(TableName::objects);
        tables.map(|(name, _)| name.clone()).chain(objects).collect()
    }

    fn first_use(&self, set: &str) -> Option<(&TableName, &str)> {
        let rules =
            self.access.tables.iter().flat_map(|(name, table)| table.rules.iter().map(move |it| (name, it)));
        rules.filter_map(|(name, rule)| Some((name, uses(rule, set)?))).next()
    }
}

fn uses<'a>(rule: &'a Rule, wanted: &str) -> Option<&'a str> {
    let atoms = rule.rows.iter().chain(rule.after.iter().flatten());
    atoms.map(|atom| &atom.condition).find_map(|condition| match condition {
        Condition::In { set, column } if set == wanted => Some(column.as_str()),
        _ => None,
    })
}

/// Whether a rule of a bucket asks a set.
fn is_in_folder(rule: &Rule, wanted: &str) -> bool {
    let mut atoms = rule.rows.iter().chain(rule.after.iter().flatten());
    atoms.any(|atom| matches!(&atom.condition, Condition::SetFolder { set } if set == wanted))
}

fn names(rule: &Rule, role: &str) -> bool {
    rule.who.iter().any(|who| who.to_string() == role)
}
