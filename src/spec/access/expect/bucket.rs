//! What is expected of buckets. All their objects stand in one table, so it is one matrix: each bucket's columns hold for its objects alone.

use super::super::Reading;
use super::super::at::At;
use super::super::draft::{Draft, Entry};
use super::super::file::ExpectEntry;
use super::super::open::Open;
use super::super::words::Words;
use crate::failure::{Result, meant};
use crate::model::access::{
    Allowed, Expectation, Person, Relation, Relations, TableName, TablePattern, Word, bucket_word,
};
use crate::model::literal;

impl Reading {
    /// What is expected of all buckets; nothing where nothing is. Adds a word for each bucket that it names.
    pub(super) fn bucket_expectation(
        &self,
        draft: &Draft,
        relations: &mut Relations,
    ) -> Result<Option<Expectation>> {
        let base = self.roles.as_ref().map(|roles| Person::Role(roles.base.clone()));
        let mut all: Option<Expectation> = None;
        for (written, entry) in &draft.expectations {
            let Some(named) = &entry.value.value.known.buckets else { continue };
            if let Some(tables) = &entry.value.value.known.tables {
                let fault =
                    self.fault(&entry.at(&tables.span), "an expectation is about tables or about buckets");
                return Err(fault
                    .hint("write two: rows of tables and objects of buckets stand to people in other ways"));
            }
            let one = self.matrix(draft, written, entry, vec![TablePattern::Table(TableName::objects())])?;
            for bucket in &named.value.0 {
                let word = self.bucket_word(draft, bucket, named, entry, relations)?;
                all = Some(match all {
                    None => within(&word, &one),
                    Some(known) if known.words().contains(word.as_str()) => {
                        let fault = self
                            .fault(&entry.at(&named.span), format!("bucket `{bucket}` is expected twice"));
                        return Err(fault.hint("keep one expectation for each bucket"));
                    }
                    Some(known) => beside(known, within(&word, &one), base.as_ref()),
                });
            }
        }
        Ok(all)
    }

    /// The word for the objects of a bucket.
    fn bucket_word(
        &self,
        draft: &Draft,
        bucket: &str,
        named: &At<Words>,
        entry: &Entry<At<Open<ExpectEntry>>>,
        relations: &mut Relations,
    ) -> Result<String> {
        let spot = entry.at(&named.span);
        if !draft.buckets.contains_key(bucket) {
            let known: Vec<&str> = draft.buckets.keys().map(String::as_str).collect();
            let failure = self.fault(&spot, format!("there is no bucket `{bucket}`"));
            return Err(failure.hint(meant(bucket, &known, "bucket")));
        }
        let word = bucket_word(bucket);
        let expression = self.expression(&format!("bucket_id = {}", literal(bucket)), &spot)?;
        relations
            .of
            .entry(TableName::objects())
            .or_default()
            .insert(word.clone(), Relation { expression, spot });
        Ok(word)
    }
}

/// The same expectation, of the objects of a bucket alone.
fn within(bucket: &str, expectation: &Expectation) -> Expectation {
    let narrowed = |word: &Word| match word {
        Word::Any => Word::All(vec![(bucket.to_owned(), true)]),
        Word::Foreign { .. } => Word::Foreign { within: Some(bucket.to_owned()) },
        Word::All(words) => {
            Word::All(std::iter::once((bucket.to_owned(), true)).chain(words.iter().cloned()).collect())
        }
    };
    let rows = expectation.rows.iter().map(|(word, spot)| (narrowed(word), spot.clone())).collect();
    Expectation { rows, ..expectation.clone() }
}

/// Two matrices side by side. Who is in one of them only may do nothing in the other; a stranger is there like anybody with the base role.
fn beside(left: Expectation, right: Expectation, base: Option<&Person>) -> Expectation {
    let width = (left.rows.len(), right.rows.len());
    let entries = |side: &Expectation, person: &Person, width: usize| {
        let like = base.filter(|_| *person == Person::Stranger);
        let own = side.people.get(person).or_else(|| side.people.get(like?));
        own.cloned().unwrap_or_else(|| vec![Allowed::default(); width])
    };
    let both = |person: &Person| [entries(&left, person, width.0), entries(&right, person, width.1)].concat();
    let people = left.people.keys().chain(right.people.keys());
    Expectation {
        people: people.map(|person| (person.clone(), both(person))).collect(),
        rows: [left.rows, right.rows].concat(),
        never: &left.never | &right.never,
        leaves: &left.leaves | &right.leaves,
        tables: left.tables,
        spot: left.spot,
    }
}
