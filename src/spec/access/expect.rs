//! `[relations]`, `[expect]` and `[world]`: the oracle.

mod allowed;
mod bucket;
mod people;

use super::Reading;
use super::at::At;
use super::draft::{Draft, Entry};
use super::file::ExpectEntry;
use super::open::Open;
use super::words::Words;
use crate::failure::Result;
use crate::model::access::{Expectation, Relation, Relations, TableName, TablePattern, Word, World};
use std::collections::{BTreeMap, BTreeSet};

/// Candidates by column.
type Candidates = BTreeMap<String, Vec<String>>;

impl Reading {
    pub(super) fn relations(&self, draft: &Draft) -> Result<Relations> {
        let mut relations = Relations::default();
        for ((table, word), entry) in &draft.relations {
            let spot = entry.at(&entry.value.span);
            let relation = Relation { expression: self.expression(&entry.value.value, &spot)?, spot };
            let is_name = !word.contains(['&', '!']) && !["any", "foreign"].contains(&word.trim());
            if !is_name {
                let failure = self.fault(&entry.spot(), format!("`{word}` cannot be a word for a relation"));
                return Err(failure.hint("choose a word without `&` and `!`, other than `any` and `foreign`"));
            }
            let words = match table.as_str() {
                "*" => &mut relations.everywhere,
                _ => relations.of.entry(self.table_name(table, &entry.spot())?).or_default(),
            };
            words.insert(word.trim().to_owned(), relation);
        }
        Ok(relations)
    }

    /// All expectations. Buckets bring words of their own, which `relations` gets.
    pub(super) fn expectations(&self, draft: &Draft, relations: &mut Relations) -> Result<Vec<Expectation>> {
        let mut expectations = Vec::new();
        let of_tables =
            draft.expectations.iter().filter(|(_, entry)| entry.value.value.known.buckets.is_none());
        for (written, entry) in of_tables {
            expectations.push(self.expectation(draft, written, entry)?);
        }
        expectations.extend(self.bucket_expectation(draft, relations)?);
        expectations.iter().try_for_each(|expectation| self.known_words(expectation, relations))?;
        Ok(expectations)
    }

    fn expectation(
        &self,
        draft: &Draft,
        written: &str,
        entry: &Entry<At<Open<ExpectEntry>>>,
    ) -> Result<Expectation> {
        let open = &entry.value.value;
        let spot = entry.spot();
        let tables = match &open.known.tables {
            None => vec![TablePattern::Table(self.table_name(written, &spot)?)],
            Some(words) => {
                let at = entry.at(&words.span);
                let pattern = |text: &String| {
                    Ok(match text.strip_suffix(".*") {
                        Some(schema) => TablePattern::Schema(schema.to_owned()),
                        None => TablePattern::Table(self.table_name(text, &at)?),
                    })
                };
                words.value.0.iter().map(pattern).collect::<Result<_>>()?
            }
        };
        self.matrix(draft, written, entry, tables)
    }

    fn matrix(
        &self,
        draft: &Draft,
        written: &str,
        entry: &Entry<At<Open<ExpectEntry>>>,
        tables: Vec<TablePattern>,
    ) -> Result<Expectation> {
        let open = &entry.value.value;
        let spot = entry.spot();
        let Some(rows) = &open.known.rows else {
            let failure = self.fault(&spot, format!("the expectation `{written}` has no columns"));
            return Err(failure.hint("add `rows = [\"own\", \"foreign\"]`, or `rows = [\"any\"]`"));
        };
        let rows = rows.iter().map(|row| (word(&row.value), entry.at(&row.span))).collect();
        let mut expectation = Expectation {
            tables,
            rows,
            people: BTreeMap::new(),
            never: listed(open.known.never.as_ref()),
            leaves: listed(open.known.leaves.as_ref()),
            spot,
        };
        for (key, value) in &open.rest {
            self.take_person(draft, &mut expectation, key, value, entry.source)?;
        }
        Ok(expectation)
    }

    fn known_words(&self, expectation: &Expectation, relations: &Relations) -> Result<()> {
        for (row, spot) in &expectation.rows {
            let Word::All(words) = row else { continue };
            for (word, _) in words {
                let lacking = expectation.tables.iter().find(|pattern| match pattern {
                    TablePattern::Table(table) => relations.find(table, word).is_none(),
                    TablePattern::Schema(_) => !relations.everywhere.contains_key(word),
                });
                if let Some(pattern) = lacking {
                    let table = match pattern {
                        TablePattern::Table(table) => table.to_string(),
                        TablePattern::Schema(_) => "*".to_owned(),
                    };
                    return Err(self.fault(spot, format!("`{word}` means nothing for `{table}`")).hint(
                        format!("say it: `[relations.\"{table}\"]` with `\"{word}\" = \"… = @uid\"`"),
                    ));
                }
            }
        }
        Ok(())
    }

    pub(super) fn worlds(&self, draft: &Draft) -> BTreeMap<TableName, World> {
        let world = |(table, entry): (&String, &Entry<At<Candidates>>)| {
            let world = World { candidates: entry.value.value.clone(), spot: entry.spot() };
            (TableName::parse(table), world)
        };
        draft.worlds.iter().map(world).collect()
    }
}

fn listed(words: Option<&Words>) -> BTreeSet<String> {
    words.map(|words| words.0.iter().cloned().collect()).unwrap_or_default()
}

fn word(text: &str) -> Word {
    match text.trim() {
        "any" => Word::Any,
        "foreign" => Word::Foreign { within: None },
        text => Word::All(
            text.split('&')
                .map(|word| match word.trim().strip_prefix('!') {
                    Some(word) => (word.trim().to_owned(), false),
                    None => (word.trim().to_owned(), true),
                })
                .collect(),
        ),
    }
}
