//! What a person may do with a row, by the matrix alone: the oracle.

use crate::model::access::{Access, Allowed, Expectation, Letters, Operation, Person, Word};
use std::collections::{BTreeMap, BTreeSet};

/// A line of the matrix, as it holds for somebody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    expectation: &'a Expectation,
    entries: Option<&'a [Allowed]>,
}

impl<'a> Line<'a> {
    /// The line of a person. Who has none may do nothing; a stranger without one is like anybody who is signed in.
    pub(super) fn of(access: &Access, expectation: &'a Expectation, person: &Person) -> Self {
        let own = expectation.people.get(person);
        let base = access.roles.as_ref().filter(|_| *person == Person::Stranger);
        let entries = own.or_else(|| expectation.people.get(&Person::Role(base?.base.clone())));
        Self { expectation, entries: entries.map(Vec::as_slice) }
    }

    /// Its entries; none for who is not listed.
    pub(super) fn entries(&self) -> &'a [Allowed] {
        self.entries.unwrap_or_default()
    }

    /// Which columns of the matrix a row is in, from how its words came out.
    pub(super) fn matched(&self, words: &[bool]) -> Vec<bool> {
        let rows = &self.expectation.rows;
        let is_other = |(index, (word, _)): (usize, &(Word, _))| {
            !matches!(word, Word::Foreign { .. }) && words.get(index).copied().unwrap_or(false)
        };
        let is_known = rows.iter().enumerate().any(is_other);
        let holds = |(index, (word, _)): (usize, &(Word, _))| match word {
            Word::Foreign { .. } => !is_known && words.get(index).copied().unwrap_or(false),
            _ => words.get(index).copied().unwrap_or(false),
        };
        rows.iter().enumerate().map(holds).collect()
    }

    /// What may be done with a row in these columns.
    pub(super) fn rights(&self, matched: &[bool]) -> Rights {
        let mut rights: BTreeMap<Operation, Letters> = BTreeMap::new();
        let entries = self.entries().iter().zip(matched).filter(|(_, holds)| **holds);
        for (operation, letters) in entries.flat_map(|(entry, _)| &entry.0) {
            match (rights.get_mut(operation), letters) {
                (Some(Letters::Columns(known)), Letters::Columns(more)) => known.extend(more.iter().cloned()),
                (Some(known), Letters::Some) => *known = Letters::Some,
                (Some(Letters::Some), _) => {}
                (None, letters) => {
                    rights.insert(*operation, letters.clone());
                }
            }
        }
        Rights(rights)
    }

    /// The columns that an operation is narrowed to everywhere in the line; nothing where it is not narrowed, or not there.
    pub(super) fn narrowed(&self, operation: Operation) -> Option<BTreeSet<String>> {
        let mut columns = None;
        for letters in self.entries().iter().filter_map(|entry| entry.0.get(&operation)) {
            match letters {
                Letters::Some => return None,
                Letters::Columns(more) => {
                    columns.get_or_insert_with(BTreeSet::new).extend(more.iter().cloned())
                }
            }
        }
        columns
    }
}

/// What may be done with a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rights(BTreeMap<Operation, Letters>);

impl Rights {
    /// Whether an operation is allowed.
    pub(super) fn has(&self, operation: Operation) -> bool {
        self.0.contains_key(&operation)
    }

    /// Whether a row may be where it is for somebody: they may change it or could have made it.
    pub(super) fn holds(&self) -> bool {
        self.has(Operation::Update) || self.has(Operation::Insert)
    }

    /// Whether a column may be changed.
    pub(super) fn changes(&self, column: &str) -> bool {
        match self.0.get(&Operation::Update) {
            None => false,
            Some(Letters::Some) => true,
            Some(Letters::Columns(columns)) => columns.contains(column),
        }
    }

    /// The columns that may be changed, where they are listed.
    pub(super) fn listed(&self) -> Option<&BTreeSet<String>> {
        match self.0.get(&Operation::Update) {
            Some(Letters::Columns(columns)) => Some(columns),
            _ => None,
        }
    }
}
