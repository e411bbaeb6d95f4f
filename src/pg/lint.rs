//! Questions of lint: one about a catalog, and many about plans, all of them on their way before the first is answered.

use super::connection::Connection;
use super::door::Session;
use super::message::{self, Row};
use crate::access::lint::{self, Answer, Probe};
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::render::sql::{File, render};

/// Leaves no trace of a probe, and none of its savepoint.
const FORGET: &str = "rollback to savepoint probe; release savepoint probe";
/// The place of the plan among a probe's answers: behind the savepoint and the role.
const PLAN: usize = 2;

impl Session {
    /// What a question about the catalog found.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn lint(&self, question: &str) -> Result<Vec<Finding>> {
        let rows = self.rows(question, "could not look for faults of access").await?;
        Ok(rows.into_iter().filter_map(finding).collect())
    }
}

fn finding(row: Row) -> Option<Finding> {
    let mut values = row.into_iter();
    let rule = lint::rule(&values.next()??)?.name;
    let severity = match values.next()??.as_str() {
        "security" => Severity::Security,
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Note,
    };
    let finding = Finding::note(rule, values.next()??, values.next()??).severity(severity);
    Some(Finding { fix: values.next()?, ..finding })
}

/// What the server says to each probe, in one transaction that is rolled back. The connection must be a superuser's.
///
/// # Errors
/// When the connection breaks, or the server does not answer as PostgreSQL does.
pub async fn plans(connection: &Connection, probes: &[Probe]) -> Result<Vec<Answer>> {
    let failed = |error: tokio_postgres::Error| {
        connection.failure(Kind::Connect, "could not ask for the plans of queries", &error)
    };
    let client = &connection.client;
    let begun = message::send(client, &render(File::LintPerson, ())).await.map_err(failed)?;
    let mut replies = Vec::new();
    for probe in probes {
        let asked = message::send(client, &probe.sql).await.map_err(failed)?;
        replies.push((asked, message::send(client, FORGET).await.map_err(failed)?));
    }
    let ended = message::send(client, "rollback").await.map_err(failed)?;
    if let Some(error) = begun.read().await.error {
        return Err(failed(error));
    }
    let mut answers = Vec::new();
    for (asked, forgotten) in replies {
        let answer = asked.read().await;
        if let Some(error) = forgotten.read().await.error {
            return Err(failed(error));
        }
        answers.push(match answer.error.as_ref().map(|error| (error, error.as_db_error())) {
            Some((_, Some(error))) => {
                Answer::Refused(error.code().code().to_owned(), error.message().to_owned())
            }
            Some(_) => {
                return Err(Failure::new(Kind::Connect, "the connection broke while plans were asked for"));
            }
            None => Answer::Plan(plan(answer.rows(PLAN))?),
        });
    }
    ended.read().await.error.map_or(Ok(answers), |error| Err(failed(error)))
}

fn plan(rows: &[Row]) -> Result<lint::Plan> {
    let lines = rows.iter().filter_map(|row| row.first()?.as_deref());
    let text: String = lines.collect::<Vec<_>>().join("\n");
    serde_json::from_str(&text).map_err(|error| {
        Failure::new(Kind::Connect, "the server gives plans that are no JSON").because(error)
    })
}
