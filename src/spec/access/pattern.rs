//! Patterns: rules with `$parameters`, filled in by the tables that use them.

use super::Reading;
use super::draft::{Draft, Entry};
use super::file::{RuleEntry, TableEntry};
use super::open::Open;
use super::words::Words;
use crate::failure::Result;
use crate::model::access::Spot;
use std::collections::{BTreeMap, BTreeSet};

/// A rule with its parameters filled in, and the file that it stands in.
pub(super) struct Filled {
    pub(super) rule: RuleEntry,
    pub(super) spot: Spot,
}

impl Reading {
    /// The rules of the patterns that a table uses.
    pub(super) fn of_patterns(
        &self,
        draft: &Draft,
        table: &Entry<super::at::At<Open<TableEntry>>>,
    ) -> Result<Vec<Filled>> {
        let entry = &table.value.value;
        let mut filled = Vec::new();
        let mut used = BTreeSet::new();
        let names = entry.known.r#use.as_ref();
        for name in names.iter().flat_map(|names| &names.value.0) {
            let spot = table.at(&names.expect("there are names").span);
            let Some(pattern) = draft.patterns.get(name) else {
                let known: Vec<&str> = draft.patterns.keys().map(String::as_str).collect();
                return Err(self
                    .fault(&spot, format!("there is no pattern `{name}`"))
                    .hint(super::meant(name, &known, "pattern")));
            };
            for rule in &pattern.value.rules {
                let mut filling = Filling { given: BTreeMap::new(), missing: None, used: &mut used };
                for (key, value) in &entry.rest {
                    filling.given.insert(
                        key,
                        parameter(&value.value).ok_or_else(|| {
                            self.fault(
                                &table.at(&value.span),
                                format!("`{key}` is no text and no list of texts"),
                            )
                            .hint(format!("write `{key} = \"…\"`"))
                        })?,
                    );
                }
                let result = filling.rule(&rule.value);
                if let Some(missing) = filling.missing {
                    return Err(self
                        .fault(&spot, format!("pattern `{name}` needs `{missing}`"))
                        .hint(format!("add `{missing} = \"…\"` to this entry")));
                }
                filled.push(Filled { rule: result, spot: Spot::new(pattern.source, rule.span.clone()) });
            }
        }
        let unused = entry.rest.iter().find(|(key, _)| !used.contains(*key));
        if let Some((key, value)) = unused {
            let keys = ["use", "rules", "also", "freeze", "guard", "small"];
            let known: Vec<&str> = keys.into_iter().chain(used.iter().map(String::as_str)).collect();
            return Err(self
                .fault(&table.at(&value.span), format!("nothing here takes `{key}`"))
                .because("it is neither a key of a table's entry nor a parameter of its pattern")
                .hint(super::meant(key, &known, "key")));
        }
        Ok(filled)
    }
}

fn parameter(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => Some(vec![text.clone()]),
        toml::Value::Array(list) => list.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

struct Filling<'a> {
    given: BTreeMap<&'a str, Vec<String>>,
    missing: Option<String>,
    used: &'a mut BTreeSet<String>,
}

impl Filling<'_> {
    fn rule(&mut self, rule: &RuleEntry) -> RuleEntry {
        let mut filled = rule.clone();
        filled.who.value = self.words(&rule.who.value);
        filled.can.value = self.text(&rule.can.value);
        for text in [&mut filled.rows, &mut filled.after].into_iter().flatten() {
            text.value = self.text(&text.value);
        }
        if let Some(cols) = &mut filled.cols {
            cols.value = self.words(&cols.value);
        }
        filled
    }

    /// A word that is a parameter becomes all of its texts.
    fn words(&mut self, words: &Words) -> Words {
        let mut filled = Vec::new();
        for word in &words.0 {
            match word.strip_prefix('$').filter(|name| is_name(name)) {
                Some(name) => filled.extend(self.find(name)),
                None => filled.push(self.text(word)),
            }
        }
        Words(filled)
    }

    fn text(&mut self, text: &str) -> String {
        let mut parts = text.split('$');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !is_name_character(c)).unwrap_or(part.len());
            filled += &self.find(&part[..end]).join(", ");
            filled += &part[end..];
        }
        filled
    }

    fn find(&mut self, name: &str) -> Vec<String> {
        self.used.insert(name.to_owned());
        let given = self.given.get(name).cloned();
        if given.is_none() {
            self.missing.get_or_insert(name.to_owned());
        }
        given.unwrap_or_default()
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_name_character)
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
