//! One table in one world: what was tried with all rows is compared with the matrix; what that leaves open is asked row by row.

mod column;
mod question;
mod update;

use super::answer::{Answer, Outcome, Said, Survey, Tried};
use super::mismatch::{Mismatch, Verb};
use super::people::Actor;
use super::right::{Line, Rights};
use super::subject::Subject;
use crate::model::access::{Access, Operation};
pub use question::Question;
use std::collections::BTreeMap;

/// A table, tried by everybody.
pub struct Trial<'a> {
    access: &'a Access,
    subject: &'a Subject<'a>,
    actors: &'a [Actor],
    survey: &'a Survey,
    only: Option<Operation>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many decisions were compared.
    pub decisions: usize,
    /// What is not as expected.
    pub mismatches: Vec<Mismatch>,
    /// What is to be asked row by row.
    pub questions: Vec<Question>,
    /// Which cells of the matrix a row was in: line and column.
    pub reached: Vec<(crate::model::access::Person, usize)>,
}

impl Verdict {
    /// Adds what came of more tries.
    pub fn extend(&mut self, other: Self) {
        self.decisions += other.decisions;
        self.mismatches.extend(other.mismatches);
        self.questions.extend(other.questions);
        self.reached.extend(other.reached);
    }
}

/// A person in a trial.
struct Side<'a> {
    actor: &'a Actor,
    line: Line<'a>,
    tried: &'a Tried,
    /// Rows that stand alike, with what is allowed with them.
    groups: Vec<Group>,
}

/// Rows that stand alike to somebody, in every word.
#[derive(Debug, Clone)]
struct Group {
    matched: Vec<bool>,
    rights: Rights,
    rows: Vec<usize>,
}

impl<'a> Trial<'a> {
    /// A table and what became of its survey.
    pub fn new(
        access: &'a Access,
        subject: &'a Subject<'a>,
        actors: &'a [Actor],
        survey: &'a Survey,
    ) -> Self {
        Self { access, subject, actors, survey, only: None }
    }

    /// The same, looking at one operation alone.
    #[must_use]
    pub fn only(self, only: Option<Operation>) -> Self {
        Self { only, ..self }
    }

    /// Compares the survey with the matrix.
    pub fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::default();
        for side in self.sides() {
            for (column, _) in
                side.groups.iter().flat_map(|group| group.matched.iter().enumerate().filter(|it| *it.1))
            {
                verdict.reached.push((side.actor.line.clone(), column));
            }
            let looks = |operation| self.only.is_none_or(|only| only == operation);
            if looks(Operation::Select) {
                self.reading(&side, &mut verdict);
            }
            if looks(Operation::Update) {
                self.updating(&side, &mut verdict);
            }
            if looks(Operation::Delete) {
                self.deleting(&side, &mut verdict);
            }
            if looks(Operation::Insert) {
                self.inserting(&side, &mut verdict);
            }
            self.columns(&side, &mut verdict);
        }
        verdict
    }

    /// Compares what became of the questions with the matrix.
    pub fn settle(&self, questions: &[Question], answers: &[Answer]) -> Verdict {
        let mut verdict = Verdict::default();
        let mut rest = answers;
        let sides = self.sides();
        for question in questions {
            let (mine, others) = rest.split_at(question.attempts.len().min(rest.len()));
            rest = others;
            let side = sides.iter().find(|side| side.actor.no == question.person);
            if let Some(side) = side {
                question.judge(self, side, mine, &mut verdict);
            }
        }
        verdict
    }

    fn sides(&self) -> Vec<Side<'a>> {
        let side = |tried: &'a Tried| {
            let actor = self.actors.iter().find(|actor| actor.no == tried.person)?;
            let line = Line::of(self.access, self.subject.expectation, &actor.line);
            let mut groups: BTreeMap<&[bool], Vec<usize>> = BTreeMap::new();
            for (row, words) in tried.words.iter().enumerate() {
                groups.entry(words).or_default().push(row);
            }
            let group = |(words, rows): (&[bool], Vec<usize>)| {
                let matched = line.matched(words);
                Group { rights: line.rights(&matched), matched, rows }
            };
            Some(Side { actor, line, tried, groups: groups.into_iter().map(group).collect() })
        };
        self.survey.people.iter().filter_map(side).collect()
    }

    fn reading(&self, side: &Side<'_>, verdict: &mut Verdict) {
        if self.is_broken(side, Operation::Select, side.tried.read.as_ref(), verdict) {
            return;
        }
        let seen = side.tried.read.as_ref();
        for group in &side.groups {
            verdict.decisions += group.rows.len();
            let expected = group.rights.has(Operation::Select);
            let is_seen = |row: &&usize| seen.is_some_and(|seen| seen.rows.contains(*row));
            let wrong: Vec<usize> =
                group.rows.iter().filter(|row| is_seen(row) != expected).copied().collect();
            if let Some(first) = wrong.first() {
                let why = if expected {
                    stopped(seen, "the row is not seen")
                } else {
                    self.policies(side, "select")
                };
                let mismatch =
                    self.mismatch(side, group, Verb::Do(Operation::Select), !expected, *first, why);
                verdict.mismatches.push(Mismatch { count: wrong.len(), ..mismatch });
            }
        }
    }

    fn deleting(&self, side: &Side<'_>, verdict: &mut Verdict) {
        if self.is_broken(side, Operation::Delete, side.tried.delete.as_ref(), verdict) {
            return;
        }
        let gone = side.tried.delete.as_ref();
        for group in &side.groups {
            verdict.decisions += group.rows.len();
            let expected = group.rights.has(Operation::Delete);
            let is_gone = |row: &&usize| gone.is_some_and(|gone| gone.rows.contains(*row));
            let wrong: Vec<usize> =
                group.rows.iter().filter(|row| is_gone(row) != expected).copied().collect();
            let Some(first) = wrong.first() else { continue };
            if !expected {
                verdict.questions.push(Question::removal(side, group, &wrong));
            } else if gone.is_none_or(|gone| gone.refused.as_ref().is_none_or(Said::is_access)) {
                let why = stopped(gone, "the row stays");
                let mismatch = self.mismatch(side, group, Verb::Do(Operation::Delete), false, *first, why);
                verdict.mismatches.push(Mismatch { count: wrong.len(), ..mismatch });
            }
        }
    }

    fn updating(&self, side: &Side<'_>, verdict: &mut Verdict) {
        let outcomes = [&side.tried.update, &side.tried.blind];
        if outcomes.iter().any(|it| self.is_broken(side, Operation::Update, it.as_ref(), verdict)) {
            return;
        }
        let is_reached =
            |row: &usize| outcomes.iter().any(|it| it.as_ref().is_some_and(|it| it.rows.contains(row)));
        for group in &side.groups {
            verdict.decisions += group.rows.len();
            let (reached, missed): (Vec<usize>, Vec<usize>) =
                group.rows.iter().copied().partition(is_reached);
            verdict.questions.extend(self.update_questions(side, group, &reached, &missed));
        }
        verdict.questions.extend(self.takings(side));
    }

    fn inserting(&self, side: &Side<'_>, verdict: &mut Verdict) {
        let granted = self.granted(side);
        for group in &side.groups {
            if granted.is_none_or(|granted| granted.insert.is_empty()) {
                verdict.decisions += group.rows.len();
                if group.rights.has(Operation::Insert) {
                    let why = stopped(None, "");
                    let verb = Verb::Do(Operation::Insert);
                    verdict.mismatches.push(self.mismatch(side, group, verb, false, group.rows[0], why));
                }
            } else {
                verdict.questions.push(Question::insertion(side, group));
            }
        }
    }

    /// What the database role of somebody was granted; nothing where it does not even reach the schema.
    fn granted(&self, side: &Side<'_>) -> Option<&super::answer::Granted> {
        self.survey.rights.get(&side.actor.database_role).filter(|granted| granted.usage)
    }

    /// Policies that fail are told once, instead of every row that they hide.
    fn is_broken(
        &self,
        side: &Side<'_>,
        operation: Operation,
        outcome: Option<&Outcome>,
        verdict: &mut Verdict,
    ) -> bool {
        let broken = outcome.and_then(|outcome| outcome.error.as_ref()).filter(|said| said.is_broken());
        let Some(said) = broken else { return false };
        verdict.mismatches.push(Mismatch {
            standing: None,
            row: None,
            ..self.about(side, Verb::Break(operation), false, format!("{} {}", said.code, said.message))
        });
        true
    }

    fn mismatch(
        &self,
        side: &Side<'_>,
        group: &Group,
        verb: Verb,
        is_leak: bool,
        row: usize,
        why: String,
    ) -> Mismatch {
        Mismatch {
            standing: Some(self.subject.said(&group.matched)),
            row: self.survey.keys.get(row).cloned(),
            ..self.about(side, verb, is_leak, why)
        }
    }

    fn about(&self, side: &Side<'_>, verb: Verb, is_leak: bool, why: String) -> Mismatch {
        Mismatch {
            table: self.subject.table.clone(),
            lines: vec![side.actor.line.clone()],
            verb,
            standing: None,
            is_leak,
            why,
            who: side.actor.name.clone(),
            row: None,
            count: 1,
        }
    }

    /// The policies that let somebody do something.
    fn policies(&self, side: &Side<'_>, command: &str) -> String {
        let role = &side.actor.database_role;
        let is_meant =
            |roles: &std::collections::BTreeSet<String>| roles.contains(role) || roles.contains("public");
        let policies = self.subject.plot.policies.iter();
        let names: Vec<String> = policies
            .filter(|policy| is_meant(&policy.roles) && [command, "all"].contains(&policy.command.as_str()))
            .map(|policy| format!("policy `{}`", policy.name))
            .collect();
        match names.is_empty() {
            true => format!("`{role}` may, and no policy is asked"),
            false => names.join(", "),
        }
    }
}

/// What stopped somebody.
fn stopped(outcome: Option<&Outcome>, silent: &str) -> String {
    match outcome {
        None => "nothing is granted".to_owned(),
        Some(outcome) => match outcome.error.as_ref().or(outcome.refused.as_ref()) {
            Some(said) => said.message.clone(),
            None => silent.to_owned(),
        },
    }
}
