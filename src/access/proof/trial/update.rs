//! What updates leave open: which columns a guard lets through, and rows that come or go by the columns that say whose they are.

use super::question::{Meaning, Question};
use super::{Group, Side, Trial};
use crate::access::proof::answer::What;
use crate::access::proof::mismatch::Verb;
use crate::model::access::Operation;
use std::collections::BTreeSet;

impl Trial<'_> {
    pub(super) fn update_questions(
        &self,
        side: &Side<'_>,
        group: &Group,
        reached: &[usize],
        missed: &[usize],
    ) -> Vec<Question> {
        let granted = &self.updated(side);
        let change =
            |column: &String, ordinary| What::Change { column: column.clone(), like: None, ordinary };
        let mut questions = Vec::new();
        if !missed.is_empty() && group.rights.has(Operation::Update) {
            let allowed = granted.iter().filter(|column| group.rights.changes(column));
            let (moving, staying): (Vec<&String>, Vec<&String>) =
                allowed.partition(|column| self.subject.placing.contains(*column));
            // Where a row may only be moved elsewhere, it may not be changed where it is.
            let tries = if staying.is_empty() { moving } else { staying };
            let tries = tries.into_iter().map(|column| change(column, false)).collect();
            questions.push(Question::new(side, group, Meaning::Lack, missed, tries));
        }
        if reached.is_empty() {
            return questions;
        }
        if !group.rights.has(Operation::Update) {
            let tries = granted.iter().map(|column| change(column, true)).collect();
            let leak = Meaning::Leak(Verb::Do(Operation::Update));
            questions.push(Question::new(side, group, leak, reached, tries));
            return questions;
        }
        if let Some(listed) = group.rights.listed() {
            for column in granted.union(listed) {
                let expected = listed.contains(column);
                let tries = match (granted.contains(column), expected) {
                    (false, _) => Vec::new(),
                    (true, true) if self.subject.plot.guards.is_empty() => continue,
                    (true, _) => vec![change(column, !expected)],
                };
                let meaning = Meaning::Column { column: column.clone(), expected };
                questions.push(Question::new(side, group, meaning, reached, tries));
            }
        }
        questions.extend(self.givings(side, group, reached));
        questions
    }

    /// Rows that are put where others' are: by each column, with what it says in rows of each kind that is not one's own.
    fn givings(&self, side: &Side<'_>, group: &Group, reached: &[usize]) -> Vec<Question> {
        const KINDS: usize = 4;
        let foreign = side.groups.iter().filter(|group| !group.rights.holds());
        let like: Vec<usize> =
            foreign.take(KINDS).flat_map(|group| group.rows.iter().take(2)).copied().collect();
        let columns = self.updated(side).into_iter().filter(|column| self.subject.placing.contains(column));
        columns
            .filter(|column| !like.is_empty() && group.rights.changes(column))
            .map(|column| {
                let give = |like: &usize| What::Change {
                    column: column.clone(),
                    like: Some(*like),
                    ordinary: false,
                };
                let meaning = Meaning::Give { column: column.clone() };
                Question::new(side, group, meaning, &reached[..1], like.iter().map(give).collect())
            })
            .collect()
    }

    /// Rows of others that are put where one's own are.
    pub(super) fn takings(&self, side: &Side<'_>) -> Vec<Question> {
        // Elsewhere the tables that they point at keep rows apart; buckets share one.
        let kinds = if self.subject.is_platforms() { 3 } else { 1 };
        if side.groups.iter().all(|group| group.rights.holds()) {
            return Vec::new();
        }
        // Where rows may be changed is where they may be brought; where they may only be made comes after.
        let mut own: Vec<&Group> = side.groups.iter().filter(|group| group.rights.holds()).collect();
        own.sort_by_key(|group| !group.rights.has(Operation::Update));
        let columns = self.updated(side).into_iter().filter(|column| self.subject.placing.contains(column));
        let take = |column: String, group: &Group| {
            let tries = vec![What::Take { column: column.clone() }];
            Question::new(side, group, Meaning::Take { column }, &group.rows[..1], tries)
        };
        columns
            .flat_map(|column| own.iter().take(kinds).map(move |group| take(column.clone(), group)))
            .collect()
    }

    /// The columns that somebody's database role may update. The platform grants all of its table, and one beside those that decide
    /// stands for them.
    fn updated(&self, side: &Side<'_>) -> BTreeSet<String> {
        let granted = self.granted(side).map(|granted| granted.update.clone()).unwrap_or_default();
        if !self.subject.is_platforms() {
            return granted;
        }
        let (placing, others): (BTreeSet<_>, BTreeSet<_>) =
            granted.into_iter().partition(|column| self.subject.placing.contains(column));
        placing.into_iter().chain(others.into_iter().find(|column| column == "user_metadata")).collect()
    }
}
