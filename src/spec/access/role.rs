//! `[roles]`, and the words that rules use for people.

use super::Reading;
use super::at::At;
use super::draft::Draft;
use super::settings::name;
use crate::failure::Result;
use crate::model::access::{Roles, Sources, Spot, TableName, Who};
use std::collections::{BTreeMap, BTreeSet};

/// Words that name people whatever the application's roles are.
const EVERYWHERE: [&str; 3] = ["anon", "signed_in", "public"];

pub(super) fn read(sources: &Sources, draft: &Draft) -> Result<Option<Roles>> {
    let Some(entry) = &draft.roles else { return Ok(None) };
    let section = &entry.value;
    let spot = entry.at(&section.source.span);
    let Some((table, column)) = section.source.value.rsplit_once('.') else {
        return Err(sources
            .fault(&spot, format!("`{}` names no column", section.source.value))
            .hint("write `table.column`, such as `source = \"users.role\"`"));
    };
    let mut names: Vec<String> = section.names.iter().map(|name| name.value.clone()).collect();
    let is_closed = !names.is_empty();
    let mentioned = section.sets.values().flatten().chain([&section.base]);
    for role in mentioned {
        if names.contains(&role.value) {
            continue;
        }
        if is_closed {
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            return Err(sources
                .fault(&entry.at(&role.span), format!("there is no role `{}`", role.value))
                .hint(super::meant(&role.value, &known, "role")));
        }
        names.push(role.value.clone());
    }
    for word in section.sets.keys().chain(&section.names).chain([&section.base]) {
        let spot = entry.at(&word.span);
        if EVERYWHERE.contains(&word.value.as_str())
            || ["stranger", "everyone"].contains(&word.value.as_str())
        {
            let message = format!("`{}` means something else already", word.value);
            return Err(sources.fault(&spot, message).hint("choose another name"));
        }
    }
    if let Some((set, _)) = section.sets.iter().find(|(set, _)| names.contains(&set.value)) {
        return Err(sources
            .fault(&entry.at(&set.span), format!("`{}` is a role and a set of roles", set.value))
            .hint("give the set another name"));
    }
    let sets: BTreeMap<String, BTreeSet<String>> = section
        .sets
        .iter()
        .map(|(set, roles)| (set.value.clone(), roles.iter().map(|role| role.value.clone()).collect()))
        .collect();
    let part = |text: &str| name(sources, &spot, text);
    let table = TableName::parse(table);
    Ok(Some(Roles {
        table: TableName::new(part(&table.schema)?, part(&table.name)?),
        column: part(column)?,
        person: part(section.person.as_deref().unwrap_or("id"))?,
        base: section.base.value.clone(),
        names,
        sets,
        alias: section.alias.as_ref().map(|alias| TableName::parse(&alias.value)),
        spot,
    }))
}

impl Reading {
    /// The people behind words.
    pub(super) fn who(&self, spot: &Spot, words: &[String]) -> Result<BTreeSet<Who>> {
        let mut who = BTreeSet::new();
        for word in words {
            match (word.as_str(), &self.roles) {
                ("anon", _) => _ = who.insert(Who::Anon),
                ("signed_in", _) => _ = who.insert(Who::SignedIn),
                ("public", _) => who.extend([Who::Anon, Who::SignedIn]),
                (role, Some(roles)) if roles.names.iter().any(|name| name == role) => {
                    who.insert(roles.who(role));
                }
                (set, Some(roles)) if roles.sets.contains_key(set) => {
                    who.extend(roles.sets[set].iter().map(|role| roles.who(role)));
                }
                (other, _) => {
                    let failure = self.fault(spot, format!("there is no role or set of roles `{other}`"));
                    return Err(failure.hint(super::meant(other, &self.people(), "role")));
                }
            }
        }
        if who.is_empty() {
            return Err(self
                .fault(spot, "the rule is about nobody")
                .hint("name somebody, or remove the rule"));
        }
        if who.contains(&Who::Anon) && self.settings.anon.is_none() {
            return Err(self
                .fault(spot, "the rule is about people who are not signed in, and there are none")
                .because("`[access] anon` is empty")
                .hint("write `signed_in`, or name the database role in `[access] anon`"));
        }
        Ok(who)
    }

    /// All words for people.
    pub(super) fn people(&self) -> Vec<&str> {
        let roles = self.roles.iter().flat_map(|roles| roles.names.iter().chain(roles.sets.keys()));
        EVERYWHERE.into_iter().chain(roles.map(String::as_str)).collect()
    }

    /// Reads people where a section maps something to them.
    pub(super) fn people_of(&self, spot: &Spot, words: &At<super::words::Words>) -> Result<BTreeSet<Who>> {
        self.who(spot, &words.value.0)
    }
}
