//! One world after the other: filled, tried, tried again with weaker rules, and gone.

use crate::access::Mutant;
use crate::access::proof::{
    Actor, Filling, Ground, Question, Subject, Trial, Verdict, fillings, people, quoted,
};
use crate::failure::{Failure, Result};
use crate::model::access::{Access, Operation, TableName};
use crate::pg::proof::{Filled, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// A scratch database with the tables that are tried.
pub(super) struct Proof<'a> {
    pub(super) access: &'a Access,
    pub(super) ground: &'a Ground,
    pub(super) subjects: &'a [Subject<'a>],
    pub(super) stage: &'a Stage,
}

impl Proof<'_> {
    /// Fills a world, and tells who is in it.
    pub(super) async fn fill(&self, seed: u64) -> Result<Vec<Actor>> {
        let mut actors = people(self.access, seed);
        let part = fastrand::Rng::with_seed(seed).f64();
        self.stage.begin(part, &actors).await?;
        let fillings = fillings(self.access, self.ground, &actors);
        let needed = self.needed();
        for filling in &fillings {
            let filled = self.stage.fill(filling).await?;
            if let (false, Some(subject)) = (filled.there, needed.get(&filling.name)) {
                return Err(empty(self.access, subject, &filling.name, &filled));
            }
            self.demote(filling, &filled, &mut actors).await?;
        }
        for filling in &fillings {
            for link in &filling.late {
                self.stage.link(&quoted(&filling.name), link).await?;
            }
        }
        for subject in self.subjects {
            let wanted = subject.wanted(self.access);
            let filling =
                fillings.iter().find(|filling| filling.name == subject.table && !filling.is_people());
            if let (Some(filling), false) = (filling, wanted.is_empty()) {
                self.stage.seek(subject.no, filling, &wanted).await?;
            }
        }
        self.stage.settle().await?;
        Ok(actors)
    }

    /// Tries everything with one table.
    pub(super) async fn trial(&self, subject: &Subject<'_>, actors: &[Actor]) -> Result<Verdict> {
        let survey = self.stage.survey(subject.no, None).await?;
        let trial = Trial::new(self.access, subject, actors, &survey);
        let mut verdict = trial.verdict();
        let questions = std::mem::take(&mut verdict.questions);
        let attempts: Vec<_> = questions.iter().flat_map(|question| question.attempts.clone()).collect();
        let answers = self.stage.attempt(subject.no, &attempts).await?;
        verdict.extend(trial.settle(&questions, &answers));
        Ok(verdict)
    }

    /// Whether anything is noticed on a table; stops as soon as it is.
    async fn notices(
        &self,
        subject: &Subject<'_>,
        actors: &[Actor],
        only: Option<Operation>,
    ) -> Result<bool> {
        let survey = self.stage.survey(subject.no, only).await?;
        let trial = Trial::new(self.access, subject, actors, &survey).only(only);
        let verdict = trial.verdict();
        if !verdict.mismatches.is_empty() {
            return Ok(true);
        }
        let mut questions = verdict.questions;
        questions.sort_by_key(Question::is_about_moving);
        for questions in questions.chunks(16) {
            let attempts: Vec<_> = questions.iter().flat_map(|question| question.attempts.clone()).collect();
            let answers = self.stage.attempt(subject.no, &attempts).await?;
            if !trial.settle(questions, &answers).mismatches.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tries mutants, and takes those away that are noticed in this world.
    pub(super) async fn mutate(
        &self,
        mutants: &[Mutant],
        alive: &mut BTreeSet<usize>,
        actors: &[Actor],
    ) -> Result<()> {
        for index in alive.clone() {
            let Some(mutant) = mutants.get(index).filter(|mutant| mutant.equivalent.is_none()) else {
                continue;
            };
            self.stage.weaken(&mutant.sql).await?;
            let concerned = self.subjects.iter().filter(|subject| mutant.tables.contains(&subject.table));
            for subject in concerned {
                if self.notices(subject, actors, mutant.operation).await? {
                    alive.remove(&index);
                    break;
                }
            }
            self.stage.mend().await?;
        }
        Ok(())
    }

    /// Who cannot have the role that was meant, since a constraint forbids a second one of them, has none.
    async fn demote(&self, filling: &Filling, filled: &Filled, actors: &mut [Actor]) -> Result<()> {
        let Some(roles) = self.access.roles.as_ref().filter(|roles| roles.table == filling.name) else {
            return Ok(());
        };
        for no in filled.missing.iter().filter_map(|missing| filling.people.get(*missing)) {
            if let Some(actor) = actors
                .iter_mut()
                .find(|actor| actor.no == *no && actor.app_role.as_ref() != Some(&roles.base))
            {
                actor.demote(&roles.base);
                self.stage.demote(*no, &roles.base).await?;
            }
        }
        Ok(())
    }

    /// Tables that cannot stay empty, each with one that needs it: what is tried, and what that must point at.
    fn needed(&self) -> BTreeMap<TableName, &Subject<'_>> {
        let mut needed: BTreeMap<TableName, &Subject<'_>> = BTreeMap::new();
        for subject in self.subjects {
            let mut next = vec![subject.table.clone()];
            while let Some(table) = next.pop() {
                if needed.contains_key(&table) {
                    continue;
                }
                if let Some(plot) = self.ground.plot(&table) {
                    next.extend(
                        plot.links.iter().filter(|link| !link.is_optional(plot)).map(|link| link.target()),
                    );
                    needed.insert(table, subject);
                }
            }
        }
        needed
    }
}

/// A table that takes no row cannot be tested.
fn empty(access: &Access, subject: &Subject<'_>, table: &TableName, filled: &Filled) -> Failure {
    let failure =
        access.sources.fault(&subject.expectation.spot, format!("could not fill `{table}` with rows"));
    let mut refused: Vec<(&String, &usize)> = filled.refused.iter().collect();
    refused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let failure = refused
        .iter()
        .take(3)
        .fold(failure, |failure, (what, count)| failure.because(format!("`{what}` refused {count} tries")));
    failure
        .database("only a scratch database was touched")
        .hint(format!("give values that satisfy it: `[world.{table}]` with `column = [\"a\", \"b\"]`"))
}
