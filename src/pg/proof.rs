//! A proof on a scratch database: worlds are filled in copies of it, and everything is tried there. What is tried is rolled back each time,
//! so that rows which nobody sees any more can be reused; one long transaction would keep them all, and scan them ever more slowly.

use super::connect::{ConnectOptions, connect};
use super::connection::Connection;
use super::{Address, message};
use crate::access::proof::{Actor, Answer, Attempt, Filling, Ground, LinkSource, Survey};
use crate::failure::{Failure, Kind, Result};
use crate::model::access::Operation;
use crate::render::sql::{File, render};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A scratch database, as its superuser.
pub struct Stage {
    connection: Connection,
}

/// What came of filling a table.
#[derive(Debug, Deserialize)]
pub struct Filled {
    /// Whether it has rows now.
    pub there: bool,
    /// Which of the fixed rows were not taken.
    pub missing: Vec<usize>,
    /// What refused rows, and how often.
    pub refused: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct Empty {}

impl Stage {
    /// Connects, and sets up what attempts need.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn open(address: &Address) -> Result<Self> {
        let stage = Self::enter(address).await?;
        for file in [File::ProofStage, File::ProofAttempt, File::ProofSurvey, File::ProofFill] {
            stage.run(&render(file, Empty {})).await?;
        }
        Ok(stage)
    }

    /// Connects to a copy of a database that is set up.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn enter(address: &Address) -> Result<Self> {
        Ok(Self { connection: connect(address, &ConnectOptions::default()).await? })
    }

    /// The tables that a world can fill.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn ground(&self) -> Result<Ground> {
        self.json(&render(File::ProofGround, Empty {})).await
    }

    /// Runs SQL that brings no answer.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn run(&self, sql: &str) -> Result<()> {
        let answer = message::ask(&self.connection.client, sql).await;
        answer.map(drop).map_err(|error| self.failure(&error))
    }

    /// Begins a world with its people.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn begin(&self, seed: f64, people: &[Actor]) -> Result<()> {
        #[derive(Serialize)]
        struct Context {
            seed: f64,
            people: String,
        }
        self.run(&render(File::ProofBegin, Context { seed, people: text(&people)? })).await
    }

    /// Fills a table.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn fill(&self, filling: &Filling) -> Result<Filled> {
        #[derive(Serialize)]
        struct Context {
            plan: String,
        }
        self.json(&render(File::ProofAskFill, Context { plan: text(filling)? })).await
    }

    /// Looks for rows that stand to somebody as no row does yet.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn seek(
        &self,
        number: usize,
        filling: &Filling,
        wanted: &BTreeSet<(String, String)>,
    ) -> Result<()> {
        #[derive(Serialize)]
        struct Context {
            number: usize,
            plan: String,
            wanted: String,
        }
        let context = Context { number, plan: text(filling)?, wanted: text(&wanted)? };
        self.run(&render(File::ProofAskSeek, context)).await
    }

    /// Makes somebody like everybody.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn demote(&self, number: usize, base: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Context<'a> {
            number: usize,
            base: &'a str,
        }
        self.run(&render(File::ProofAskDemote, Context { number, base })).await
    }

    /// Fills a link that had to wait.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn link(&self, tab: &str, link: &LinkSource) -> Result<()> {
        #[derive(Serialize)]
        struct Context<'a> {
            tab: &'a str,
            link: String,
        }
        self.run(&render(File::ProofAskLink, Context { tab, link: text(link)? })).await
    }

    /// Remembers where rows lie, once all are there.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn settle(&self) -> Result<()> {
        self.run(&render(File::ProofSettle, Empty {})).await
    }

    /// Tries with all rows of a table at once; one operation alone where it is named.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn survey(&self, number: usize, only: Option<Operation>) -> Result<Survey> {
        #[derive(Serialize)]
        struct Context {
            number: usize,
            only: Option<&'static str>,
        }
        let only = only.map(Operation::command);
        self.json(&render(File::ProofAskSurvey, Context { number, only })).await
    }

    /// Tries with single rows.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn attempt(&self, number: usize, attempts: &[Attempt]) -> Result<Vec<Answer>> {
        #[derive(Serialize)]
        struct Context {
            number: usize,
            attempts: String,
        }
        if attempts.is_empty() {
            return Ok(Vec::new());
        }
        self.json(&render(File::ProofAskTry, Context { number, attempts: text(&attempts)? })).await
    }

    /// Makes something weaker, until [`Self::mend`].
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn weaken(&self, sql: &str) -> Result<()> {
        self.run(&format!("begin;\n{sql}")).await
    }

    /// Makes it whole again.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn mend(&self) -> Result<()> {
        self.run("rollback").await
    }

    async fn json<T: DeserializeOwned>(&self, sql: &str) -> Result<T> {
        let answer =
            message::ask(&self.connection.client, sql).await.map_err(|error| self.failure(&error))?;
        let text = answer.scalar().unwrap_or_default();
        serde_json::from_str(text).map_err(|error| {
            Failure::new(Kind::Bug, "the scratch database answers in a way that is not understood")
                .because(error)
        })
    }

    fn failure(&self, error: &tokio_postgres::Error) -> Failure {
        self.connection
            .failure(Kind::BadInput, "could not try the rules on a scratch database", error)
            .database("only a scratch database was touched")
    }
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new(Kind::Bug, "could not write a world's plan").because(error))
}
