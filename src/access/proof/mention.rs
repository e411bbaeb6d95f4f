//! What rules, sets and words mention: columns that decide something, and values that they are compared with.
//!
//! Names only, whichever the table: a value too many costs a try, a value too few hides a case.

use crate::model::access::{Access, Condition};
use crate::sqltext::{Column, Piece, compared};
use std::collections::{BTreeMap, BTreeSet};

/// Columns and values that somebody mentions.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// Columns that are read.
    pub(super) columns: BTreeSet<String>,
    /// Columns that are compared with the person's id.
    pub(super) people: BTreeSet<String>,
    /// Values by column.
    pub(super) values: BTreeMap<String, BTreeSet<String>>,
}

impl Mentions {
    pub(super) fn of(access: &Access) -> Self {
        let mut mentions = Self::default();
        let rules = access.tables.values().flat_map(|table| &table.rules);
        for atom in rules.flat_map(|rule| rule.rows.iter().chain(rule.after.iter().flatten())) {
            mentions.columns.extend(atom.condition.columns().into_iter().map(str::to_owned));
            match &atom.condition {
                Condition::Own { column } => {
                    mentions.people.insert(column.clone());
                }
                Condition::Is { column, value, .. } => {
                    mentions.values.entry(column.clone()).or_default().insert(value.clone());
                }
                Condition::Expression { expression, .. } => mentions.text(&expression.pieces),
                _ => {}
            }
        }
        for set in access.sets.values() {
            mentions.columns.extend(set.query.columns.iter().map(|Column { name, .. }| name.clone()));
            mentions.text(&set.query.pieces);
        }
        let words = access.relations.of.values().chain([&access.relations.everywhere]);
        for relation in words.flat_map(BTreeMap::values) {
            mentions.columns.extend(relation.expression.columns.iter().cloned());
            mentions.text(&relation.expression.pieces);
        }
        mentions
    }

    fn text(&mut self, pieces: &[Piece]) {
        for pair in pieces.windows(2) {
            if let [Piece::Text(before), Piece::Uid] = pair {
                self.people.extend(compared_last(before));
            }
        }
        for piece in pieces {
            let Piece::Text(text) = piece else { continue };
            for found in compared(text).into_iter().filter(|found| !found.is_number) {
                self.values.entry(found.column).or_default().insert(found.value);
            }
        }
    }
}

/// The column of `…column =` at the end of a text.
fn compared_last(text: &str) -> Option<String> {
    let before = text.trim_end().strip_suffix('=').or_else(|| text.trim_end().strip_suffix("from"))?;
    let before = before.trim_end().trim_end_matches("is distinct").trim_end();
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
    Some(before[start..].to_owned()).filter(|name| !name.is_empty())
}
