//! Runs a check of `validate`: in a transaction that cannot write, within a time limit, and never more rows than are told.

use super::door::Session;
use super::message;
use crate::failure::{Excerpt, Failure, Kind, Place, Result};
use crate::finding::{Finding, Severity};
use crate::render::sql::{File, render};
use crate::validate::{COLUMNS, Check, Ground, MOST, finding};
use serde::Serialize;
use std::time::Duration;
use tokio_postgres::error::{ErrorPosition, SqlState};
use tokio_postgres::types::FromSql as _;
use tokio_postgres::{Client, Error, IsolationLevel, Row, Statement, Transaction};

/// How long a check may run where nobody says otherwise.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Serialize)]
struct Frame<'a> {
    needs: Option<&'a str>,
    search_path: Option<&'a str>,
    statement_timeout: String,
    lock_timeout: String,
    #[serde(flatten)]
    ground: &'a Ground,
}

impl Session {
    /// What a check finds. Nothing, where what it needs is not there.
    ///
    /// # Errors
    /// When it cannot run, or its rows are of another form.
    pub async fn check(&mut self, ground: &Ground, check: &Check) -> Result<Vec<Finding>> {
        let limit = match self.door.limits.statement_timeout {
            Duration::ZERO => PATIENCE,
            limit => limit,
        };
        let timeout = format!("{}ms", limit.as_millis());
        let frame = render(
            File::CheckFrame,
            Frame {
                needs: check.needs(),
                // A project's own checks name tables as its migrations do.
                search_path: check.file.is_none().then_some("pg_catalog"),
                statement_timeout: timeout.clone(),
                lock_timeout: timeout,
                ground,
            },
        );
        let asked = ask(&mut self.connection.client, &frame, check).await;
        let rows = asked.map_err(|trouble| self.unanswered(check, &trouble, limit))?;
        let cut = rows.len() > MOST;
        let findings = rows.into_iter().take(MOST).map(|row| finding(check, row));
        let mut findings = findings
            .collect::<Result<Vec<Finding>, String>>()
            .map_err(|wrong| self.unanswered(check, &Trouble::Form(wrong), limit))?;
        if cut {
            let message = format!("`{}` finds more than {MOST} things; only {MOST} are told", check.name);
            findings.push(
                Finding::note(check.name.clone(), check.name.clone(), message)
                    .severity(Severity::Error)
                    .fix("mend what is told and run it again, or let the check tell one row for many things"),
            );
        }
        Ok(findings)
    }

    fn unanswered(&self, check: &Check, trouble: &Trouble, limit: Duration) -> Failure {
        let what = format!("could not run the check `{}`", check.name);
        let failure = match trouble {
            Trouble::Form(wrong) => Failure::bad_input(what)
                .because(wrong)
                .hint(format!("let the query give `{}`, all of type text", COLUMNS.join(", "))),
            Trouble::Server(error) => {
                let failure = self
                    .connection
                    .causes(error)
                    .into_iter()
                    .fold(Failure::bad_input(what), Failure::because);
                self.advised(failure, error, limit)
            }
        };
        let failure = failure.database("unchanged: checks run in a transaction that cannot write");
        let Some(file) = &check.file else { return failure };
        let position = match trouble {
            Trouble::Server(error) => error.as_db_error().and_then(|error| match error.position() {
                Some(ErrorPosition::Original(position)) => Some(*position as usize),
                _ => None,
            }),
            Trouble::Form(_) => None,
        };
        let offset =
            position.and_then(|at| check.sql.char_indices().nth(at.checked_sub(1)?)).map(|(at, _)| at);
        match offset {
            Some(at) => failure
                .at(Place::offset(file, &check.sql, at))
                .showing(Excerpt::around(&check.sql, at..at + 1)),
            None => failure.at(Place::file(file)),
        }
    }

    fn advised(&self, failure: Failure, error: &Error, limit: Duration) -> Failure {
        match error.code() {
            Some(&SqlState::READ_ONLY_SQL_TRANSACTION) => failure
                .hint("a check only reads: write what is wrong as a `select`, and mend it in a migration"),
            Some(&SqlState::QUERY_CANCELED) => failure.hint(format!(
                "it ran longer than {} s: make it cheaper, or give more time with `--statement-timeout 1m`",
                limit.as_secs_f32()
            )),
            Some(_) => {
                let hint = self.connection.hint(error);
                failure.hint(hint.unwrap_or_else(|| {
                    "correct the query; `provost db psql`, or any client, runs it by hand".to_owned()
                }))
            }
            None => failure.with_kind(Kind::Connect).hint("run it again once the server can be reached"),
        }
    }
}

/// Why there are no rows.
enum Trouble {
    Server(Error),
    /// The rows would be of another form.
    Form(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Server(error)
    }
}

async fn ask(client: &mut Client, frame: &str, check: &Check) -> Result<Vec<[Option<String>; 4]>, Trouble> {
    let read_only =
        client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
    let transaction = read_only.start().await?;
    let begun = message::ask(transaction.client(), frame).await?;
    let is_there = begun.rows(0).first().and_then(|row| row.first()?.clone());
    let rows = match is_there.as_deref() {
        Some("t") => rows(&transaction, check).await?,
        _ => Vec::new(),
    };
    transaction.rollback().await?;
    Ok(rows)
}

async fn rows(transaction: &Transaction<'_>, check: &Check) -> Result<Vec<[Option<String>; 4]>, Trouble> {
    let statement = transaction.prepare(&check.sql).await?;
    has_form(&statement)?;
    let portal = transaction.bind(&statement, &[]).await?;
    // One more than are told, and no further: most plans never make what is not fetched.
    let most = i32::try_from(MOST + 1).unwrap_or(i32::MAX);
    let rows = transaction.query_portal(&portal, most).await?;
    rows.iter().map(|row| Ok([text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?])).collect()
}

fn text(row: &Row, column: usize) -> Result<Option<String>, Error> {
    row.try_get(column)
}

fn has_form(statement: &Statement) -> Result<(), Trouble> {
    if !statement.params().is_empty() {
        return Err(Trouble::Form("it asks for a parameter such as `$1`, and has none to get".to_owned()));
    }
    let names: Vec<&str> = statement.columns().iter().map(|column| column.name()).collect();
    if names != COLUMNS {
        let given = if names.is_empty() { "nothing".to_owned() } else { format!("`{}`", names.join(", ")) };
        return Err(Trouble::Form(format!("it gives {given}")));
    }
    match statement.columns().iter().find(|column| !String::accepts(column.type_())) {
        Some(column) => {
            Err(Trouble::Form(format!("its column `{}` is of type {}", column.name(), column.type_())))
        }
        None => Ok(()),
    }
}
