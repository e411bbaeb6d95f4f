//! `provost access test`: people can do what is expected, and nothing else, on a scratch server.

mod world;

use super::rules_needed;
use crate::access::proof::{Ground, Report, Subject, TableReport, subjects};
use crate::access::{Mutant, weaker};
use crate::cli::access::Test as Args;
use crate::command::shadow::{self, Shadow};
use crate::command::{Context, rules, target};
use crate::failure::{Failure, Kind, Result};
use crate::finding::Severity;
use crate::model::access::{Access, TableName};
use crate::pg::proof::Stage;
use crate::render::proof::{self, ProofDocument};
use crate::render::{self, json};
use std::collections::BTreeSet;
use world::Proof;

/// The database of a world.
const WORLD: &str = "world";

pub(super) async fn test(context: &Context<'_>, args: &Args) -> Result<()> {
    show(context, args, &report(context, args).await?)
}

/// Tries everything that the rules of the context's target are expected to allow and refuse, in so many worlds.
///
/// # Errors
/// When there is no scratch server, or nothing is expected.
pub(in crate::command) async fn prove(context: &Context<'_>, worlds: u64) -> Result<Report> {
    report(context, &Args { table: None, worlds, mutate: false, seed: 1 }).await
}

async fn report(context: &Context<'_>, args: &Args) -> Result<Report> {
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
    drop(stage);
    let mutants = if args.mutate { mutants(&access, &shadow, args).await? } else { Vec::new() };
    let mut alive: BTreeSet<usize> = (0..mutants.len()).collect();
    let mut tables: Vec<TableReport> = subjects.iter().map(TableReport::new).collect();
    for world in 0..args.worlds {
        let stage = Stage::enter(&shadow.copy(WORLD).await?).await?;
        let proof = Proof { access: &access, ground: &ground, subjects: &subjects, stage: &stage };
        let actors = proof.fill(args.seed.wrapping_add(world)).await?;
        for (subject, report) in subjects.iter().zip(&mut tables) {
            report.add(proof.trial(subject, &actors).await?);
        }
        // Where something is wrong already, a mutant would always be noticed.
        if tables.iter().all(|table| table.mismatches == 0) {
            proof.mutate(&mutants, &mut alive, &actors).await?;
        }
        shadow.drop_copy(WORLD).await?;
    }
    let mut report = Report::new(&access, &subjects, tables);
    if args.table.is_none() {
        report.unexpected(&access);
    }
    if args.mutate && report.mismatches() == 0 {
        report.mutated(&access, &mutants, &alive);
        // Of one table alone it is not known what others need.
        if args.table.is_none() {
            report.accepted_in_vain(&access, &mutants, &alive);
        }
    }
    Ok(report)
}

/// Every weaker variant of the rules; of one table where only that is tried.
async fn mutants(access: &Access, shadow: &Shadow<'_>, args: &Args) -> Result<Vec<Mutant>> {
    let catalog = shadow.door.open().await?.look().await?.catalog.unwrap_or_default();
    let mut mutants = weaker(access, &catalog)?;
    if let Some(table) = &args.table {
        let table = TableName::parse(table);
        mutants.retain(|mutant| mutant.tables.contains(&table));
    }
    Ok(mutants)
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

fn show(context: &Context<'_>, args: &Args, report: &Report) -> Result<()> {
    let worlds = usize::try_from(args.worlds).unwrap_or(usize::MAX);
    let told = render::report::Report {
        command: proof::COMMAND,
        target: context.label.clone(),
        least: Severity::Error,
        looked_at: report.tables.iter().map(|line| line.table.to_string()).collect(),
        found: report.findings.iter().map(|finding| (finding.object.clone(), finding)).collect(),
        home: context.home(),
        pages: Vec::new(),
        text: &|| proof::report(report, context.printer.width()),
        document: &|| json::document(&ProofDocument::new(report, args.seed, worlds)),
    };
    context.tell(&told)?;
    let wrong = told.wrong();
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
