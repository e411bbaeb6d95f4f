//! A database with rows and rules, and the three who ask it.

use crate::outcome::Outcome;
use crate::project::{of_the_benchmark, provost_on};
use crate::shape::{Shape, Who};
use crate::support::server::{Database, Server, Session};
use anyhow::{Context as _, Result, ensure};
use provost::embedded::Contents;
use provost::pg::message::Answer;
use std::time::{Duration, Instant};
use tokio_postgres::error::SqlState;

const ROWS: &str = include_str!("rows.sql");
const DOCUMENTS: &str = include_str!("documents.sql");

/// A query is stopped after this long, and no longer repeated after as long in all.
const CAP: Duration = Duration::from_secs(20);

/// What takes less than so many milliseconds is asked more often: a median of few would be one of the machine's moods.
const QUICK: f64 = 50.0;

/// A database with so many rows in each table.
pub(crate) struct Stage<'a> {
    database: Database<'a>,
}

impl<'a> Stage<'a> {
    /// Rules and indexes come by `provost migrate up`, in the two steps that make loading quick.
    pub(crate) fn make(server: &'a Server, rows: usize, block: usize) -> Result<Self> {
        let database = server.database_with(Contents::Platform)?;
        let up = |args: &[&str]| provost_on(&database, server, &of_the_benchmark(), args).run();
        up(&["migrate", "up", "--to", "V001"])?;
        let session = database.session()?;
        session.ask(&format!("set bench.rows = {rows}; set bench.block = {block}"))?;
        session.ask(ROWS)?;
        up(&["migrate", "up"])?;
        session.ask(DOCUMENTS)?;
        session.ask("vacuum analyze")?;
        session.ask("checkpoint")?;
        Ok(Self { database })
    }

    /// Nobody whom a policy binds.
    pub(crate) fn floor(&self) -> Result<Asker<'_>> {
        Ok(Asker { session: self.database.session()? })
    }

    /// Somebody behind a database role.
    pub(crate) fn client(&self, role: &str) -> Result<Asker<'_>> {
        let asker = self.floor()?;
        let limit = CAP.as_millis();
        asker.session.ask(&format!("set statement_timeout = {limit}; set role {role}"))?;
        Ok(asker)
    }
}

/// Somebody who asks.
pub(crate) struct Asker<'a> {
    session: Session<'a>,
}

/// One run of a query: how long it took and what came back, or why not.
type Run = Result<(f64, Answer), Outcome>;

impl Asker<'_> {
    /// Becomes a person.
    pub(crate) fn be(&self, who: Who) -> Result<()> {
        let claims = format!("{{\"sub\": \"{}\", \"role\": \"authenticated\"}}", who.id());
        self.session.ask(&format!("set request.jwt.claims = '{claims}'"))?;
        Ok(())
    }

    fn run(&self, sql: &str) -> Run {
        let start = Instant::now();
        let answer = self.session.ask(sql);
        let took = start.elapsed().as_secs_f64() * 1000.0;
        answer.map(|answer| (took, answer)).map_err(|error| match error.code() {
            Some(&SqlState::QUERY_CANCELED) => Outcome::Late,
            Some(code) => Outcome::Refused(code.code().to_owned()),
            None => Outcome::Refused(error.to_string()),
        })
    }

    /// Asks by itself, after a round that fills caches. Who took long is asked less often.
    pub(crate) fn alone(&self, sql: &str, runs: usize) -> Outcome {
        let mut taken = Vec::new();
        for round in 0..=runs {
            match self.run(sql) {
                Ok((took, _)) if round > 0 => taken.push(took),
                Ok(_) => {}
                Err(outcome) => return outcome,
            }
            if taken.iter().sum::<f64>() > CAP.as_secs_f64() * 1000.0 {
                break;
            }
        }
        Outcome::Took(taken)
    }

    /// The buffers that a query touches once everything is warm.
    pub(crate) fn buffers(&self, sql: &str) -> Result<u64> {
        self.session.ask(sql)?;
        let answer = self.session.ask(&format!("explain (analyze, buffers, format json) {sql}"))?;
        let plan: serde_json::Value = serde_json::from_str(answer.scalar().context("no plan")?)?;
        let blocks = |kind: &str| plan[0]["Plan"][kind].as_u64().context("no buffers in the plan");
        Ok(blocks("Shared Hit Blocks")? + blocks("Shared Read Blocks")?)
    }

    /// How the server goes about a query.
    pub(crate) fn plan(&self, sql: &str) -> Result<String> {
        let answer = self.session.ask(&format!("explain (analyze, buffers, costs off) {sql}"))?;
        let lines = answer.rows(0).iter().filter_map(|row| row.first()?.as_deref());
        Ok(lines.map(|line| format!("    {line}\n")).collect())
    }
}

/// Asks in turn, after a round that fills caches. Both must be answered alike.
pub(crate) fn race(shape: &Shape, askers: [(&Asker<'_>, String); 2], runs: usize) -> Result<[Outcome; 2]> {
    let mut outcomes = [const { Outcome::Took(Vec::new()) }; 2];
    let mut answers = Vec::new();
    let mut rounds = runs;
    let mut first = 0.0;
    for round in 0.. {
        if round > rounds {
            break;
        }
        if round == 1 && first < QUICK {
            rounds *= 5;
        }
        for turn in 0..askers.len() {
            let which = (round + turn) % askers.len();
            let (asker, sql) = &askers[which];
            let Outcome::Took(taken) = &mut outcomes[which] else { continue };
            match asker.run(sql) {
                Ok((took, _)) if round > 0 => taken.push(took),
                Ok((took, answer)) => {
                    first += took;
                    answers.push((answer.rows(0).len(), answer.scalar().map(str::to_owned)));
                }
                Err(outcome) => outcomes[which] = outcome,
            }
        }
    }
    let is_count = answers.iter().all(|(rows, _)| *rows == 1);
    let alike = answers.windows(2).all(|two| two[0].0 == two[1].0 && (!is_count || two[0].1 == two[1].1));
    ensure!(answers.len() == 2 && alike, "{}: {answers:?}", shape.name);
    Ok(outcomes)
}
