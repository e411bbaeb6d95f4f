//! `[tables]`, `[views]` and `[grants]`.

use super::Reading;
use super::at::At;
use super::draft::{Draft, Entry};
use super::file::{RuleEntry, TableEntry};
use super::open::Open;
use super::rule::Ground;
use super::settings::name;
use super::words::listed;
use crate::failure::Result;
use crate::model::access::{Rule, Spot, Table, TableName, Who};
use std::collections::{BTreeMap, BTreeSet};

type People = (BTreeSet<Who>, Spot);

impl Reading {
    pub(super) fn tables(&self, draft: &Draft) -> Result<BTreeMap<TableName, Table>> {
        let mut tables = BTreeMap::new();
        for (written, entry) in &draft.tables {
            tables.insert(self.table_name(written, &entry.spot())?, self.table(draft, entry)?);
        }
        Ok(tables)
    }

    fn table(&self, draft: &Draft, entry: &Entry<At<Open<TableEntry>>>) -> Result<Table> {
        let known = &entry.value.value.known;
        let spot = entry.spot();
        if known.r#use.is_none() && known.rules.is_none() && known.also.is_none() {
            return Err(self
                .fault(&spot, "a table without `use` and without `rules`")
                .hint("write `rules = []` where no client may touch it"));
        }
        let mut rules = Vec::new();
        for filled in self.of_patterns(draft, entry)? {
            let rule = self.rule(&filled.rule, &filled.spot, Ground::Table).map_err(|failure| {
                let user = self.sources.place(&spot).map(|place| place.to_string()).unwrap_or_default();
                failure.because(format!("used by the table at {user}"))
            })?;
            rules.push(rule);
        }
        for list in [&known.rules, &known.also].into_iter().flatten() {
            rules.extend(self.rules(list, entry.source, Ground::Table)?);
        }
        Ok(Table {
            rules,
            freeze: listed(known.freeze.as_ref()).unwrap_or_default().into_iter().collect(),
            guard: known.guard.unwrap_or(false),
            small: known.small.unwrap_or(false),
            spot,
        })
    }

    pub(super) fn rules(&self, list: &[At<RuleEntry>], source: usize, ground: Ground) -> Result<Vec<Rule>> {
        list.iter()
            .map(|rule| self.rule(&rule.value, &Spot::new(source, rule.span.clone()), ground))
            .collect()
    }

    /// A table's name as it is written in a key.
    pub(super) fn table_name(&self, written: &str, spot: &Spot) -> Result<TableName> {
        let table = TableName::parse(written);
        name(&self.sources, spot, &table.schema)?;
        name(&self.sources, spot, &table.name)?;
        if table.name.contains('.') {
            let failure = self.fault(spot, format!("`{written}` is not a table's name"));
            return Err(failure.hint("write `table`, or `\"schema.table\"` in quotes"));
        }
        Ok(table)
    }

    pub(super) fn views(&self, draft: &Draft) -> Result<BTreeMap<TableName, People>> {
        let read = |(written, entry): (&String, &Entry<At<super::words::Words>>)| {
            let people = self.people_of(&entry.at(&entry.value.span), &entry.value)?;
            Ok((self.table_name(written, &entry.spot())?, (people, entry.spot())))
        };
        draft.views.iter().map(read).collect()
    }

    pub(super) fn grants(&self, draft: &Draft) -> Result<BTreeMap<String, People>> {
        let mut grants = BTreeMap::new();
        for (written, entry) in &draft.grants {
            if !written.ends_with(')') || !written.contains('(') {
                let failure = self.fault(&entry.spot(), format!("`{written}` is not a function's signature"));
                return Err(failure.hint(format!("write `\"{written}()\"`, with the types of its arguments")));
            }
            let people = self.people_of(&entry.at(&entry.value.span), &entry.value)?;
            if let Some(Who::Role(role)) = people.iter().find(|who| matches!(who, Who::Role(_))) {
                return Err(self
                    .fault(&entry.at(&entry.value.span), format!("`{role}` is a role of the application"))
                    .because(
                        "PostgreSQL grants functions to database roles, which all signed-in people share",
                    )
                    .hint("write `signed_in`, and let the function itself ask for the role"));
            }
            grants.insert(written.clone(), (people, entry.spot()));
        }
        Ok(grants)
    }
}
