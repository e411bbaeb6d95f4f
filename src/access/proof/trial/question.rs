//! What trying all rows at once leaves open, asked of one row: whether a trigger of the project's own stands in the way, which columns a
//! guard lets through, whether a row can be made, taken over or given away.

use super::{Group, Side, Trial, Verdict};
use crate::access::proof::answer::{Answer, Attempt, Said, What};
use crate::access::proof::mismatch::{Mismatch, Verb};
use crate::model::access::Operation;

/// Something to ask, with the attempts that answer it.
#[derive(Debug, Clone)]
pub struct Question {
    pub(super) person: usize,
    meaning: Meaning,
    matched: Vec<bool>,
    row: usize,
    count: usize,
    /// What to try.
    pub attempts: Vec<Attempt>,
}

#[derive(Debug, Clone)]
enum Meaning {
    /// It is reached and should not be: does anything else stand in the way?
    Leak(Verb),
    /// It should be possible, and was not with all rows at once.
    Lack,
    /// A column that may be changed or may not.
    Column { column: String, expected: bool },
    /// A row that may be made or may not.
    Insert,
    /// A row that becomes one's own.
    Take { column: String },
    /// A row that ceases to be one's own.
    Give { column: String },
}

impl Question {
    fn new(side: &Side<'_>, group: &Group, meaning: Meaning, row: usize, attempts: Vec<What>) -> Self {
        let person = side.actor.no;
        let attempts = attempts.into_iter().map(|what| Attempt { person, row, what }).collect();
        Self { person, meaning, matched: group.matched.clone(), row, count: 1, attempts }
    }

    pub(super) fn removal(side: &Side<'_>, group: &Group, rows: &[usize]) -> Self {
        let meaning = Meaning::Leak(Verb::Do(Operation::Delete));
        Self { count: rows.len(), ..Self::new(side, group, meaning, rows[0], vec![What::Remove]) }
    }

    pub(super) fn insertion(side: &Side<'_>, group: &Group) -> Self {
        // Another row for each person, so that not all of them try the first.
        let row = group.rows[side.actor.no % group.rows.len()];
        Self::new(side, group, Meaning::Insert, row, vec![What::Insert])
    }

    /// Compares what was answered with what was expected.
    pub(super) fn judge(
        &self,
        trial: &Trial<'_>,
        side: &Side<'_>,
        answers: &[Answer],
        verdict: &mut Verdict,
    ) {
        let is_done = |answer: &Answer| answer.done || !answer.rows.is_empty();
        let denial = answers.iter().filter_map(|answer| answer.error.as_ref()).find(|said| said.is_access());
        let any_done = answers.iter().any(is_done);
        verdict.decisions += 1;
        let mut wrong = |verb: Verb, is_leak: bool, why: String| {
            let row = trial.survey.keys.get(self.row).cloned();
            let standing = Some(trial.subject.said(&self.matched));
            let count = self.count;
            verdict.mismatches.push(Mismatch {
                row,
                standing,
                count,
                ..trial.about(side, verb, is_leak, why)
            });
        };
        let denied =
            |said: Option<&Said>| said.map_or("nothing is granted".to_owned(), |said| said.message.clone());
        match &self.meaning {
            Meaning::Leak(verb) => {
                let by_key = answers
                    .iter()
                    .filter_map(|it| it.error.as_ref())
                    .any(|it| it.code.starts_with("2300") || it.code == "23503");
                let command = if matches!(verb, Verb::Do(Operation::Delete)) { "delete" } else { "update" };
                if any_done || (by_key && command == "delete") {
                    wrong(verb.clone(), true, trial.policies(side, command));
                }
            }
            Meaning::Lack if answers.is_empty() || (denial.is_some() && !any_done) => {
                wrong(Verb::Do(Operation::Update), false, denied(denial));
            }
            Meaning::Lack if !any_done && answers.iter().all(|it| it.error.is_none()) => {
                wrong(Verb::Do(Operation::Update), false, "the row stays as it is".to_owned());
            }
            Meaning::Column { column, expected: false } if any_done => {
                wrong(Verb::Change(column.clone()), true, trial.policies(side, "update"));
            }
            Meaning::Column { column, expected: true }
                if !any_done && (answers.is_empty() || denial.is_some()) =>
            {
                wrong(Verb::Change(column.clone()), false, denied(denial));
            }
            Meaning::Give { column } => {
                let after =
                    answers.iter().find(|answer| answer.done).and_then(|answer| answer.words.as_ref());
                if after.is_some_and(|words| !side.line.rights(&side.line.matched(words)).holds()) {
                    wrong(Verb::Give(column.clone()), true, trial.policies(side, "update"));
                }
            }
            Meaning::Take { column } => self.judge_taking(trial, side, column, answers, verdict),
            Meaning::Insert => self.judge_insertion(trial, side, answers, verdict),
            Meaning::Lack | Meaning::Column { .. } => {}
        }
    }

    fn judge_taking(
        &self,
        trial: &Trial<'_>,
        side: &Side<'_>,
        column: &str,
        answers: &[Answer],
        verdict: &mut Verdict,
    ) {
        let taken = answers.iter().flat_map(|answer| &answer.rows);
        for row in taken {
            let Some(group) = side.groups.iter().find(|group| group.rows.contains(row)) else { continue };
            if !group.rights.changes(column) {
                let why = trial.policies(side, "update");
                verdict.mismatches.push(trial.mismatch(
                    side,
                    group,
                    Verb::Take(column.to_owned()),
                    true,
                    *row,
                    why,
                ));
            }
        }
    }

    fn judge_insertion(&self, trial: &Trial<'_>, side: &Side<'_>, answers: &[Answer], verdict: &mut Verdict) {
        let Some(answer) = answers.first() else { return };
        // Nothing came out of it, for anybody: there is nothing to judge.
        let Some(words) = &answer.words else { return };
        let matched = side.line.matched(words);
        let expected = side.line.rights(&matched).has(Operation::Insert);
        let verb = Verb::Do(Operation::Insert);
        let why = match (&answer.error, expected) {
            (None, false) if answer.done => trial.policies(side, "insert"),
            (Some(said), true) if said.is_access() => said.message.clone(),
            _ => return,
        };
        verdict.mismatches.push(Mismatch {
            standing: Some(trial.subject.said(&matched)),
            row: trial.survey.keys.get(self.row).map(|key| format!("like {key}")),
            ..trial.about(side, verb, !expected, why)
        });
    }
}

impl Trial<'_> {
    pub(super) fn update_questions(
        &self,
        side: &Side<'_>,
        group: &Group,
        reached: &[usize],
        missed: &[usize],
    ) -> Vec<Question> {
        let none = std::collections::BTreeSet::new();
        let granted = self.granted(side).map_or(&none, |granted| &granted.update);
        let is_guarded = !self.subject.plot.guards.is_empty();
        let change =
            |column: &String, ordinary| What::Change { column: column.clone(), like: None, ordinary };
        let mut questions = Vec::new();
        let mut ask = |meaning, row: usize, count: usize, attempts: Vec<What>| {
            questions.push(Question { count, ..Question::new(side, group, meaning, row, attempts) });
        };
        if let (Some(row), true) = (missed.first(), group.rights.has(Operation::Update)) {
            let allowed = granted.iter().filter(|column| group.rights.changes(column));
            ask(Meaning::Lack, *row, missed.len(), allowed.map(|column| change(column, false)).collect());
        }
        let Some(row) = reached.first() else { return questions };
        if !group.rights.has(Operation::Update) {
            let attempts = granted.iter().map(|column| change(column, true)).collect();
            ask(Meaning::Leak(Verb::Do(Operation::Update)), *row, reached.len(), attempts);
            return questions;
        }
        if let Some(listed) = group.rights.listed() {
            for column in granted.union(listed) {
                let expected = listed.contains(column);
                let column_of = || Meaning::Column { column: column.clone(), expected };
                match (granted.contains(column), expected) {
                    (false, _) => ask(column_of(), *row, reached.len(), Vec::new()),
                    (true, true) if !is_guarded => {}
                    (true, _) => ask(column_of(), *row, reached.len(), vec![change(column, !expected)]),
                }
            }
        }
        let foreign =
            side.groups.iter().find(|group| !group.rights.holds()).and_then(|group| group.rows.first());
        for column in granted.iter().filter(|column| self.subject.placing.contains(*column)) {
            if let (Some(like), true) = (foreign, group.rights.changes(column)) {
                let what = What::Change { column: column.clone(), like: Some(*like), ordinary: false };
                ask(Meaning::Give { column: column.clone() }, *row, 1, vec![what]);
            }
        }
        questions
    }

    /// Rows of others that are put where one's own are.
    pub(super) fn takings(&self, side: &Side<'_>) -> Vec<Question> {
        let (Some(granted), true) =
            (self.granted(side), side.groups.iter().any(|group| !group.rights.holds()))
        else {
            return Vec::new();
        };
        let own = side.groups.iter().find(|group| group.rights.holds());
        let Some((group, row)) = own.and_then(|group| Some((group, *group.rows.first()?))) else {
            return Vec::new();
        };
        let columns = granted.update.iter().filter(|column| self.subject.placing.contains(*column));
        columns
            .map(|column| {
                let what = What::Take { column: column.clone() };
                Question::new(side, group, Meaning::Take { column: column.clone() }, row, vec![what])
            })
            .collect()
    }
}
