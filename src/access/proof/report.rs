//! What came of all worlds: by table, each distinct mismatch once, and what no row ever tried.

use super::mismatch::Mismatch;
use super::subject::{Subject, name};
use super::survivor::{Mutation, unused};
use super::trial::Verdict;
use crate::access::Mutant;
use crate::finding::{Finding, Severity};
use crate::model::access::{Access, Expectation, Person, Spot, TableName, Word, bucket_word};
use std::collections::{BTreeMap, BTreeSet};

/// What came of a proof.
#[derive(Debug, Default)]
pub struct Report {
    /// By table, in the order in which they were tried.
    pub tables: Vec<TableReport>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
    /// What became of weaker rules, where they were tried.
    pub mutation: Option<Mutation>,
}

/// What came of one table.
#[derive(Debug)]
pub struct TableReport {
    /// The table.
    pub table: TableName,
    /// How many decisions were compared.
    pub decisions: usize,
    /// In how many cases something was not as expected.
    pub mismatches: usize,
    /// Distinct ones, each with an example.
    pub distinct: Vec<Mismatch>,
    reached: BTreeSet<(Person, usize)>,
    spot: Spot,
}

impl TableReport {
    /// Begins the report on a table.
    pub fn new(subject: &Subject<'_>) -> Self {
        Self {
            table: subject.table.clone(),
            decisions: 0,
            mismatches: 0,
            distinct: Vec::new(),
            reached: BTreeSet::new(),
            spot: subject.expectation.spot.clone(),
        }
    }

    /// Adds what came of one world.
    pub fn add(&mut self, verdict: Verdict) {
        self.decisions += verdict.decisions;
        self.reached.extend(verdict.reached);
        for mismatch in verdict.mismatches {
            self.mismatches += mismatch.count;
            match self.distinct.iter_mut().find(|known| known.is_like(&mismatch)) {
                Some(known) => known.absorb(mismatch),
                None => self.distinct.push(mismatch),
            }
        }
    }

    /// Cells of the matrix that no row was ever in.
    fn untried(&self, access: &Access, subject: &Subject<'_>) -> Option<Finding> {
        let expectation = subject.expectation;
        let mut cells: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let base = access.roles.as_ref().map(|roles| Person::Role(roles.base.clone()));
        let base = base.as_ref();
        for (person, entries) in &expectation.people {
            for (column, (word, _)) in expectation.rows.iter().enumerate() {
                // Where nothing is allowed, often nothing can be; it counts where nobody at all was.
                let is_open = entries.get(column).is_some_and(|entry| !entry.0.is_empty());
                let is_reached = |who: &Person| {
                    let alike = if *who == Person::Stranger { base } else { None };
                    [Some(who), alike]
                        .into_iter()
                        .flatten()
                        .any(|who| self.reached.contains(&(who.clone(), column)))
                };
                let is_shared = expectation.tables.len() > 1 && matches!(word, Word::Foreign { .. });
                let is_tried = if is_shared {
                    true
                } else if is_open {
                    is_reached(person)
                } else {
                    expectation.people.keys().any(is_reached)
                };
                if !is_tried {
                    cells.entry(name(word)).or_default().push(person.to_string());
                }
            }
        }
        if cells.is_empty() {
            return None;
        }
        let all = expectation.people.len();
        let cell = |(word, people): (&String, &Vec<String>)| match people.len() {
            count if count == all => format!("`{word}`"),
            _ => format!("{} × `{word}`", people.join(", ")),
        };
        let cells: Vec<String> = cells.iter().map(cell).collect();
        let message =
            format!("not tested on `{}`, since no row was ever so: {}", self.table, cells.join("; "));
        let fix = format!(
            "give values that lead there under `[world.{}]`, or take more worlds: `--worlds 10`",
            key(&self.table)
        );
        let finding =
            Finding::note("not-tested", self.table.to_string(), message).severity(Severity::Warning).fix(fix);
        Some(Finding { place: access.sources.place(&self.spot).map(|place| place.to_string()), ..finding })
    }
}

impl Report {
    /// Puts the reports on tables together.
    pub fn new(access: &Access, subjects: &[Subject<'_>], tables: Vec<TableReport>) -> Self {
        let mut findings: Vec<Finding> = Vec::new();
        for report in &tables {
            findings.extend(report.distinct.iter().map(|mismatch| mismatch.finding(access, &report.spot)));
        }
        for (report, subject) in tables.iter().zip(subjects) {
            findings.extend(report.untried(access, subject));
        }
        Self { tables, findings, mutation: None }
    }

    /// Adds declared tables and buckets that nothing is expected of.
    pub fn unexpected(&mut self, access: &Access) {
        let mut add = |what: &str, object: String, spot: &Spot, write: String| {
            let message = format!("{what} has rules, and nothing says what is expected of them");
            let finding = Finding::note("no-expectation", object, message).severity(Severity::Warning);
            let place = access.sources.place(spot).map(|place| place.to_string());
            let fix = format!("write {write} and `rows = [\"any\"]` at least");
            self.findings.push(Finding { place, ..finding.fix(fix) });
        };
        let is_tried = |name: &TableName| self.tables.iter().any(|report| report.table == *name);
        for (name, table) in access.tables.iter().filter(|(name, _)| !is_tried(name)) {
            add(&format!("`{name}`"), name.to_string(), &table.spot, format!("`[expect.{}]`", key(name)));
        }
        let words = access.expectations.iter().flat_map(Expectation::words).collect::<BTreeSet<&str>>();
        let unsaid = access.buckets.iter().filter(|(name, _)| !words.contains(&*bucket_word(name)));
        for (name, bucket) in unsaid.filter(|(_, bucket)| !bucket.rules.is_empty()) {
            let write = format!("`[expect.\"{name}\"]` with `buckets = [\"{name}\"]`");
            add(&format!("bucket `{name}`"), format!("bucket {name}"), &bucket.spot, write);
        }
    }

    /// Adds what became of mutants.
    pub fn mutated(&mut self, access: &Access, mutants: &[Mutant], alive: &BTreeSet<usize>) {
        let (mutation, findings) = Mutation::new(access, mutants, alive);
        self.findings.extend(findings);
        self.mutation = Some(mutation);
    }

    /// Adds what is accepted, and there is no reason to any more.
    pub fn accepted_in_vain(&mut self, access: &Access, mutants: &[Mutant], alive: &BTreeSet<usize>) {
        self.findings.extend(unused(access, mutants, alive));
    }

    /// How many decisions were compared.
    pub fn decisions(&self) -> usize {
        self.tables.iter().map(|table| table.decisions).sum()
    }

    /// In how many cases something was not as expected.
    pub fn mismatches(&self) -> usize {
        self.tables.iter().map(|table| table.mismatches).sum()
    }
}

/// A table's name as a key of TOML.
fn key(table: &TableName) -> String {
    let name = table.to_string();
    if table.schema == "public" { name } else { format!("\"{name}\"") }
}
