//! `provost access test`: people can do what is expected, and nothing else, on a scratch server.

use super::rules_needed;
use crate::access::proof::{
    Actor, Filling, Ground, Report, Subject, TableReport, Trial, fillings, people, quoted, subjects,
};
use crate::cli::Format;
use crate::cli::access::Test as Args;
use crate::command::{Context, rules, shadow, target};
use crate::failure::{Failure, Kind, Result};
use crate::finding::Severity;
use crate::model::access::{Access, TableName};
use crate::pg::proof::{Filled, Stage};
use crate::render;
use crate::render::proof::ProofDocument;
use std::collections::BTreeMap;

pub(super) async fn test(context: &Context<'_>, args: &Args) -> Result<()> {
    let access = rules::read(context)?;
    rules_needed(&access)?;
    let folder = target::read_folder(context)?;
    target::fits(&access, &folder)?;
    let shadow = shadow::make(context, &folder, &access).await?;
    let stage = Stage::open(&shadow.superuser_address()).await?;
    let ground = stage.ground().await?;
    let subjects = chosen(&access, &ground, args)?;
    for subject in &subjects {
        stage.run(&subject.sql(&access)).await?;
    }
    let proof = Proof { access: &access, ground: &ground, subjects: &subjects, stage: &stage };
    let mut tables: Vec<TableReport> = subjects.iter().map(TableReport::new).collect();
    for world in 0..args.worlds {
        proof.world(args.seed.wrapping_add(world), &mut tables).await?;
    }
    let mut report = Report::new(&access, &subjects, tables);
    if args.table.is_none() {
        report.unexpected(&access);
    }
    show(context, args, &report)
}

fn chosen<'a>(access: &'a Access, ground: &'a Ground, args: &Args) -> Result<Vec<Subject<'a>>> {
    let mut subjects = subjects(access, ground);
    if let Some(table) = &args.table {
        let table = TableName::parse(table);
        subjects.retain(|subject| subject.table == table);
    }
    if subjects.is_empty() {
        let what = match &args.table {
            Some(table) => format!("nothing is expected of a table `{table}`"),
            None => "nothing is expected of any table".to_owned(),
        };
        return Err(Failure::bad_input(what).hint(
            "say what people may do: `[expect.TABLE]` with `rows = [\"own\", \"foreign\"]` and a line for each role",
        ));
    }
    Ok(subjects)
}

struct Proof<'a> {
    access: &'a Access,
    ground: &'a Ground,
    subjects: &'a [Subject<'a>],
    stage: &'a Stage,
}

impl Proof<'_> {
    async fn world(&self, seed: u64, tables: &mut [TableReport]) -> Result<()> {
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
        for (subject, report) in self.subjects.iter().zip(tables) {
            let survey = self.stage.survey(subject.no).await?;
            let trial = Trial::new(self.access, subject, &actors, &survey);
            let mut verdict = trial.verdict();
            let questions = std::mem::take(&mut verdict.questions);
            let attempts: Vec<_> = questions.iter().flat_map(|question| question.attempts.clone()).collect();
            let answers = self.stage.attempt(subject.no, &attempts).await?;
            report.add(verdict);
            report.add(trial.settle(&questions, &answers));
        }
        self.stage.end().await
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

fn show(context: &Context<'_>, args: &Args, report: &Report) -> Result<()> {
    match context.options.output.format {
        Format::Json => {
            let worlds = usize::try_from(args.worlds).unwrap_or(usize::MAX);
            context.printer.json(&ProofDocument::new(report, args.seed, worlds))?;
        }
        Format::Text => context.printer.document(&render::proof::report(report, context.printer.width()))?,
    }
    let wrong = report.findings.iter().filter(|finding| finding.severity >= Severity::Error).count();
    if wrong == 0 {
        return Ok(());
    }
    let are = if wrong == 1 { "thing is" } else { "things are" };
    Err(Failure::new(
        Kind::Findings,
        format!("{wrong} {are} not as expected, in {} cases", report.mismatches()),
    )
    .database("only a scratch database was touched")
    .hint(format!("mend the rules or the expectation, then run it again with `--seed {}`", args.seed)))
}
