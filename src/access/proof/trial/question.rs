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
pub(super) enum Meaning {
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
    /// Asks the same of some rows that stand alike: a constraint may be in the way in one and not in another.
    pub(super) fn new(
        side: &Side<'_>,
        group: &Group,
        meaning: Meaning,
        rows: &[usize],
        tries: Vec<What>,
    ) -> Self {
        const SOME: usize = 3;
        let person = side.actor.no;
        let of_row = |row: &usize| {
            tries.iter().map(|what| Attempt { person, row: *row, what: what.clone() }).collect()
        };
        let attempts = rows.iter().take(SOME).map(of_row).collect::<Vec<Vec<_>>>().concat();
        let row = rows.first().copied().unwrap_or_default();
        Self { person, meaning, matched: group.matched.clone(), row, count: rows.len(), attempts }
    }

    /// Whether it is about rows that come and go: there are many of these, and most faults show in the others.
    pub fn is_about_moving(&self) -> bool {
        matches!(self.meaning, Meaning::Take { .. } | Meaning::Give { .. })
    }

    pub(super) fn removal(side: &Side<'_>, group: &Group, rows: &[usize]) -> Self {
        Self::new(side, group, Meaning::Leak(Verb::Do(Operation::Delete)), rows, vec![What::Remove])
    }

    pub(super) fn insertion(side: &Side<'_>, group: &Group) -> Self {
        // Another row for each person, so that not all of them try the first.
        let row = group.rows[side.actor.no % group.rows.len()];
        Self::new(side, group, Meaning::Insert, &[row], vec![What::Insert])
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
                let mut after = answers.iter().filter(|it| it.done).filter_map(|it| it.words.as_ref());
                if after.any(|words| !side.line.rights(&side.line.matched(words)).holds()) {
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
