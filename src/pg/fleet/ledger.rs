//! The ledger: main's tables of rollouts, as one connection sees them.

use super::rows;
use crate::failure::{Failure, Kind, Result};
use crate::fleet::{Line, Rollout};
use crate::pg::message::{self, Answer};
use crate::pg::{Door, Session};
use crate::render::sql::{File, render};
use serde::Serialize;
use std::time::Duration;
use tokio_postgres::error::SqlState;

/// How long main may take to answer one question.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection to main's rollouts.
pub struct Ledger {
    door: Door,
    session: Session,
    /// Whether the courses are those of main's registry.
    pub(super) registry: bool,
}

/// Why the ledger did not answer.
pub(super) enum Silent {
    /// The connection is gone; opened again, the same may be asked again.
    Lost(Failure),
    /// It answered with an error.
    Refused(Failure),
}

impl From<Silent> for Failure {
    fn from(silent: Silent) -> Self {
        match silent {
            Silent::Lost(failure) | Silent::Refused(failure) => failure,
        }
    }
}

impl Ledger {
    /// Opens a connection to main.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub async fn open(door: &Door) -> Result<Self> {
        Ok(Self { session: door.open().await?, door: door.clone(), registry: false })
    }

    /// The same, where courses are those of main's registry, which is told of them.
    #[must_use]
    pub fn of_registry(self) -> Self {
        Self { registry: true, ..self }
    }

    /// Opens it again after a break.
    pub(super) async fn reopen(&mut self) -> Result<()> {
        self.session = self.door.reopen().await?;
        Ok(())
    }

    /// Makes the tables where they are missing.
    pub(super) async fn prepare(&self) -> Result<()> {
        self.ask(&render(File::FleetPrepare, ()), "could not make the tables of rollouts").await.map(drop)
    }

    /// A rollout by its name, or the last one.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find(&self, run: Option<&str>) -> Result<Rollout> {
        self.recent(run, 1).await?.pop().ok_or_else(|| match run {
            Some(run) => Failure::bad_input(format!("there is no rollout `{run}`"))
                .hint("`provost fleet status` shows the last one"),
            None => Failure::bad_input("there was no rollout yet").hint("begin one: `provost fleet up`"),
        })
    }

    /// The last rollouts, the newest first; where one is named, that alone.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn recent(&self, run: Option<&str>, limit: usize) -> Result<Vec<Rollout>> {
        #[derive(Serialize)]
        struct Holes<'a> {
            run: Option<&'a str>,
            limit: usize,
        }
        let sql = render(File::FleetRollout, Holes { run, limit });
        let answer = self.ask_where_there(&sql, "could not look for the rollout").await?;
        Ok(answer.rows(0).iter().filter_map(rows::rollout).collect())
    }

    /// The courses of a rollout, in their order.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn lines(&self, epoch: i64) -> Result<Vec<Line>> {
        #[derive(Serialize)]
        struct Holes {
            epoch: i64,
        }
        let sql = render(File::FleetCourses, Holes { epoch });
        let answer = self.ask(&sql, "could not read the rollout's courses").await?;
        let lines: Option<Vec<Line>> = answer.rows(0).iter().map(rows::line).collect();
        lines.ok_or_else(|| {
            Failure::bad_input("the rollout's courses cannot be read")
                .because("`provost.rollout_courses` holds what this version does not know")
                .hint("use the version of provost that began the rollout, or a later one")
        })
    }

    /// Asks main; `what` is the failure's first line.
    pub(super) async fn ask(&self, sql: &str, what: &str) -> Result<Answer> {
        self.try_ask(sql, what).await.map_err(Failure::from)
    }

    /// The same of a table that may not be made yet, which then has no rows.
    pub(super) async fn ask_where_there(&self, sql: &str, what: &str) -> Result<Answer> {
        match self.session.ask(sql).await {
            Ok(answer) => Ok(answer),
            Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(Answer::default()),
            Err(error) => Err(self.failure(what, &error)),
        }
    }

    /// The same, where the connection may be opened again.
    pub(super) async fn try_ask(&self, sql: &str, what: &str) -> Result<Answer, Silent> {
        match tokio::time::timeout(PATIENCE, self.session.ask(sql)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if message::is_lost(&error) => Err(Silent::Lost(self.failure(what, &error))),
            Ok(Err(error)) => Err(Silent::Refused(self.failure(what, &error))),
            Err(_) => Err(Silent::Lost(
                Failure::new(Kind::Connect, what)
                    .because(format!("main did not answer within {} s", PATIENCE.as_secs()))
                    .hint("see what main is doing: `select pid, state, wait_event, query from pg_stat_activity`"),
            )),
        }
    }

    fn failure(&self, what: &str, error: &tokio_postgres::Error) -> Failure {
        self.session.failure(Kind::Connect, what, error)
    }
}
