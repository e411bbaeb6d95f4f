//! No-transaction steps: statement by statement, each written down before and after.
//!
//! A statement that may run in a transaction gets one of its own, together with its line in the journal: its outcome is never unknown.
//! The others can break half-way. What they left is looked at before they run again: a valid index counts, an invalid one is dropped.
//! What only changes the session is not written down: it runs again each time, so that the rest of the file finds it so.

mod index;
mod journal;
mod report;

use super::guard::Guard;
use super::ladder::Ladder;
use super::sent::{Message, Sent};
use super::text::{BEGIN, COMMIT, END_OF_FILE, milliseconds};
use super::{Run, Stop, failed};
use crate::event::Event;
use crate::failure::{Failure, Kind, Place};
use crate::model::Found;
use crate::pg::fence::fenced_by;
use crate::pg::message::{Answer, is_lost};
use crate::plan::Step;
use crate::render::sql::{File, render};
use crate::sqltext::{Kind as StatementKind, Statement};
use journal::Before;
use report::{part_done, stopped_at};
use tokio::time::Instant;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

impl Run<'_> {
    pub(super) async fn outside(&mut self, step: &Step, found: &Found) -> Result<(), Stop> {
        let began = Instant::now();
        self.started(step, 0);
        // Waiting for a lock stops no reader here: what cannot run in a transaction takes weak locks. So the wait may be long.
        let wait = self.session.door.limits.lock_wait;
        let settings = self.session.settings_text(&Guard::None, false, wait);
        self.plain(step, &format!("{settings}{}", render(File::DefaultPath, ()))).await?;
        for (index, statement) in step.statements.iter().enumerate() {
            match self.journalled(step, index, found)? {
                _ if statement.kind.is_session_setting() => self.set(step, index).await?,
                Before::Done => {}
                before if statement.kind.needs_no_transaction().is_some() => {
                    self.alone(step, index, before == Before::Begun).await?;
                }
                _ => self.together(step, index).await?,
            }
            let statements = step.statements.len();
            self.listener.on(&Event::StatementDone { step, statement: index + 1, statements });
        }
        // The record is no business of the role or the settings that the file ended with.
        self.plain(step, &render(File::Reset, ())).await?;
        let record = self.session.record_text(step, &self.guard);
        self.plain(step, &record).await?;
        self.finished(step, began.elapsed());
        Ok(())
    }

    /// A statement that changes the session.
    async fn set(&mut self, step: &Step, index: usize) -> Result<(), Stop> {
        match self.send_statement(step, index).await? {
            None => Ok(()),
            Some((answer, error)) => Err(Stop::Failed(self.statement_failure(step, index, &answer, &error))),
        }
    }

    /// A statement in one transaction with its line in the journal.
    async fn together(&mut self, step: &Step, index: usize) -> Result<(), Stop> {
        #[derive(serde::Serialize)]
        struct Try {
            lock_timeout: String,
        }
        let statement = &step.statements[index];
        let lock_timeout = milliseconds(self.session.door.limits.lock_timeout);
        let fence = self.session.fence_text();
        let opening = [BEGIN, &render(File::Try, Try { lock_timeout })].concat();
        let journal = self.line(step, index).text(true);
        let sql =
            [&opening, &step.sql[statement.span.clone()], END_OF_FILE, &journal, &fence, COMMIT].concat();
        let message = Message { before: 2, characters: opening.chars().count(), sql };
        let sent = Sent::part(&message, (index, index + 1), statement.span.start);
        match Ladder::default().climb(self, step, &message.sql, sent).await {
            Err(Stop::Failed(failure)) => Err(Stop::Failed(stopped_at(failure, step, index, &self.applied))),
            other => other.map(drop),
        }
    }

    /// A statement that must stand alone.
    async fn alone(&mut self, step: &Step, index: usize, begun: bool) -> Result<(), Stop> {
        // What follows looks, builds and drops outside of any transaction: each of its writes is fenced by one of its own before it.
        self.fenced_off(step).await?;
        let there = self.clear_leftover(step, index).await?;
        if !(begun && there == index::State::Valid) {
            // What is there already is not this statement's doing, and a line in the journal would say that it may be.
            if there != index::State::Valid {
                self.write_journal(step, &self.line(step, index).text(false)).await?;
            }
            if let Some((answer, error)) = self.send_statement(step, index).await?
                && !(begun && says_already_done(&step.statements[index], &error))
            {
                self.write_journal(step, &self.line(step, index).erase_text()).await?;
                return Err(Stop::Failed(self.alone_failed(step, index, &answer, &error).await));
            }
        }
        self.verify_index(step, index).await?;
        self.write_journal(step, &self.line(step, index).text(true)).await
    }

    /// Sends one statement as it stands, and gives what went wrong, unless the connection did.
    async fn send_statement(&self, step: &Step, index: usize) -> Result<Option<(Answer, Error)>, Stop> {
        let sql = &step.sql[step.statements[index].span.clone()];
        let mut answer = self.send(sql).await?.read_from(usize::MAX).await;
        match answer.error.take() {
            Some(error) if is_lost(&error) => Err(Stop::Lost(self.session.said(&error))),
            error => Ok(error.map(|error| (answer, error))),
        }
    }

    /// Why a statement that was sent as it stands failed.
    fn statement_failure(&self, step: &Step, index: usize, answer: &Answer, error: &Error) -> Failure {
        let message = Message { before: 0, characters: 0, sql: String::new() };
        let sent = Sent::part(&message, (index, index + 1), step.statements[index].span.start);
        stopped_at(self.step_failure(step, sent, answer, error), step, index, &self.applied)
    }

    async fn alone_failed(&self, step: &Step, index: usize, answer: &Answer, error: &Error) -> Failure {
        let failure = self.statement_failure(step, index, answer, error);
        match self.index_state(&step.statements[index]).await {
            Ok(Some((name, index::State::Invalid))) => failure.with_kind(Kind::PartWay).database(format!(
                "the build left the invalid index `{name}`, which slows writes; the next run drops it and builds again; {}",
                part_done(step, index, &self.applied)
            )),
            _ => failure,
        }
    }

    /// Stops here where another worker has taken over.
    async fn fenced_off(&self, step: &Step) -> Result<(), Stop> {
        match self.session.fence_text() {
            fence if fence.is_empty() => Ok(()),
            fence => self.plain(step, &[BEGIN, &fence, COMMIT].concat()).await,
        }
    }

    /// A message of our own, which has no reason to fail but that another worker has taken over.
    async fn plain(&self, step: &Step, sql: &str) -> Result<(), Stop> {
        match self.session.ask(sql).await {
            Ok(_) => Ok(()),
            Err(error) if is_lost(&error) => Err(Stop::Lost(self.session.said(&error))),
            Err(error) => {
                drop(self.session.ask("rollback").await);
                if let Some(by) = fenced_by(&error) {
                    let state =
                        format!("its journal says how far it came; {}", failed::applied(&self.applied));
                    return Err(Stop::Failed(self.session.fenced(&by).database(state)));
                }
                let failure = Failure::new(Kind::PartWay, self.what(step)).at(Place::file(&step.origin.file));
                Err(Stop::Failed(
                    self.session
                        .connection
                        .causes(&error)
                        .into_iter()
                        .fold(failure, Failure::because)
                        .database(format!(
                            "its journal says how far it came; {}",
                            failed::applied(&self.applied)
                        ))
                        .hint("run the same command again: it goes on where the journal ends"),
                ))
            }
        }
    }
}

/// Errors that a repeated command gives when the first try had come to its end. Of an index to build it is known whether it did.
fn says_already_done(statement: &Statement, error: &Error) -> bool {
    if matches!(statement.kind, StatementKind::CreateIndexConcurrently(_)) {
        return false;
    }
    let codes = [
        SqlState::DUPLICATE_DATABASE,
        SqlState::DUPLICATE_OBJECT,
        SqlState::DUPLICATE_TABLE,
        SqlState::UNDEFINED_OBJECT,
        SqlState::INVALID_CATALOG_NAME,
    ];
    error.code().is_some_and(|code| codes.contains(code))
}
