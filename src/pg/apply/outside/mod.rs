//! No-transaction steps: statement by statement, each written down before and after.
//!
//! A statement that may run in a transaction gets one of its own, together with its line in the journal: its outcome is never unknown.
//! The others can break half-way. What they left is looked at before they run again: a valid index counts, an invalid one is dropped.

mod index;

use super::ladder::Ladder;
use super::text::Sent;
use super::text::{Guard, Message};
use super::{Run, Stop, failed};
use crate::event::Event;
use crate::failure::{Failure, Kind, Place};
use crate::model::{Found, Version, VersionWidth, checksum};
use crate::pg::message::{Answer, is_lost};
use crate::plan::Step;
use crate::render::sql::{File, render};
use crate::sqltext::Statement;
use tokio::time::Instant;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// What the journal knows of a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Never,
    Begun,
    Done,
}

impl Run<'_> {
    pub(super) async fn outside(&mut self, step: &Step, found: &Found) -> Result<(), Stop> {
        let began = Instant::now();
        self.started(step, 0);
        // Waiting for a lock stops no reader here: what cannot run in a transaction takes weak locks. So the wait may be long.
        let wait = self.session.door.limits.lock_wait;
        let settings = self.session.settings_text(&Guard::None, false, wait);
        self.plain(step, &format!("{settings}{}", render(File::DefaultPath, ()))).await?;
        for (index, statement) in step.statements.iter().enumerate() {
            let digest = digest(step, statement);
            match self.journalled(step, index, &digest, found)? {
                Before::Done => {}
                before if statement.kind.needs_no_transaction().is_some() => {
                    self.alone(step, index, &digest, before == Before::Begun).await?;
                }
                _ => self.together(step, index, &digest).await?,
            }
            let statements = step.statements.len();
            self.listener.on(&Event::StatementDone { step, statement: index + 1, statements });
        }
        let guard = self.guard.clone();
        let record = self.session.record_text(step, &guard);
        self.plain(step, &record).await?;
        self.finished(step, began.elapsed());
        Ok(())
    }

    fn journalled(&self, step: &Step, index: usize, digest: &str, found: &Found) -> Result<Before, Stop> {
        let journal = found.history.iter().flat_map(|history| &history.journal);
        let Some(entry) =
            journal.into_iter().find(|entry| entry.step == step.id && entry.statement == index + 1)
        else {
            return Ok(Before::Never);
        };
        match (entry.done, entry.digest == digest) {
            (true, true) => Ok(Before::Done),
            (false, true) => Ok(Before::Begun),
            (false, false) => Ok(Before::Never),
            (true, false) => Err(Stop::Failed(
                Failure::bad_input(format!("`{}` was changed after part of it ran", step.origin.file))
                    .at(place(step, index))
                    .because("this statement is done, in other words than it has now")
                    .database(format!("the file ran part-way before; {}", failed::applied(&self.applied)))
                    .hint("put the statements that are done back as they were; change only those after them"),
            )),
        }
    }

    /// A statement in one transaction with its line in the journal.
    async fn together(&mut self, step: &Step, index: usize, digest: &str) -> Result<(), Stop> {
        let statement = &step.statements[index];
        let settings = self.session.settings_text(&Guard::None, true, self.session.door.limits.lock_timeout);
        let opening = format!("begin;\n{settings}set local search_path to default;\n");
        let journal = self.session.journal_text(step, index + 1, digest, true);
        let sql = format!("{opening}{}\n;\n{journal}commit;", &step.sql[statement.span.clone()]);
        let message = Message { before: 3, characters: opening.chars().count(), sql };
        let sent = Sent::part(&message, (index, index + 1), statement.span.start);
        match Ladder::default().climb(self, step, &message.sql, sent).await {
            Err(Stop::Failed(failure)) => Err(Stop::Failed(part_way(failure, step, index, &self.applied))),
            other => other.map(drop),
        }
    }

    /// A statement that must stand alone.
    async fn alone(&mut self, step: &Step, index: usize, digest: &str, begun: bool) -> Result<(), Stop> {
        let statement = &step.statements[index];
        let begin = self.session.journal_text(step, index + 1, digest, false);
        self.plain(step, &begin).await?;
        let leftover = self.clear_leftover(step, statement).await?;
        if !(begun && leftover == index::State::Valid) {
            let sql = &step.sql[statement.span.clone()];
            let answer = self.send(sql).await?.read_from(usize::MAX).await;
            if let Some(error) = &answer.error {
                let repeated = begun && says_already_done(error);
                if is_lost(error) {
                    return Err(Stop::Lost(self.session.said(error)));
                }
                if !repeated {
                    return Err(Stop::Failed(self.alone_failed(step, index, &answer, error).await));
                }
            }
        }
        self.verify_index(step, index).await?;
        let end = self.session.journal_text(step, index + 1, digest, true);
        self.plain(step, &end).await
    }

    async fn alone_failed(&self, step: &Step, index: usize, answer: &Answer, error: &Error) -> Failure {
        let statement = &step.statements[index];
        let message = Message { before: 0, characters: 0, sql: String::new() };
        let sent = Sent::part(&message, (index, index + 1), statement.span.start);
        let failure = self.step_failure(step, sent, answer, error);
        let failure = part_way(failure, step, index, &self.applied);
        match self.index_state(statement).await {
            Ok(Some((name, index::State::Invalid))) => failure.with_kind(Kind::PartWay).database(format!(
                "the build left the invalid index `{name}`, which slows writes; the next run drops it and builds again; {}",
                done_so_far(step, index, &self.applied)
            )),
            _ => failure,
        }
    }

    /// A message of our own, which has no reason to fail.
    async fn plain(&self, step: &Step, sql: &str) -> Result<(), Stop> {
        match self.session.ask(sql).await {
            Ok(_) => Ok(()),
            Err(error) if is_lost(&error) => Err(Stop::Lost(self.session.said(&error))),
            Err(error) => {
                let failure = Failure::new(Kind::PartWay, self.what(step)).at(Place::file(&step.origin.file));
                drop(self.session.ask("rollback").await);
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

/// Errors that a repeated command gives when the first try had come to its end.
fn says_already_done(error: &Error) -> bool {
    let codes = [
        SqlState::DUPLICATE_DATABASE,
        SqlState::DUPLICATE_OBJECT,
        SqlState::DUPLICATE_TABLE,
        SqlState::UNDEFINED_OBJECT,
        SqlState::INVALID_CATALOG_NAME,
    ];
    error.code().is_some_and(|code| codes.contains(code))
}

fn part_way(failure: Failure, step: &Step, index: usize, applied: &[Version]) -> Failure {
    if index == 0 {
        return failure.database(format!("unchanged; {}", failed::applied(applied)));
    }
    failure.with_kind(Kind::PartWay).database(done_so_far(step, index, applied))
}

fn done_so_far(step: &Step, index: usize, applied: &[Version]) -> String {
    let done = match index {
        0 => "none of its statements is done".to_owned(),
        1 => "statement 1 of it is done".to_owned(),
        _ => format!("statements 1–{index} of {} are done", step.statements.len()),
    };
    format!("{done} and will not run again; {}", failed::applied(applied))
}

fn place(step: &Step, index: usize) -> Place {
    let start = step.statements[index].span.start;
    let note = format!("statement {} of {}", index + 1, step.statements.len());
    Place::offset(&step.origin.file, &step.sql, start).note(note)
}

/// A journal only counts for the text it was written for.
fn digest(step: &Step, statement: &Statement) -> String {
    checksum(VersionWidth::Int8, "", Version::new(0), &step.sql[statement.span.clone()]).to_string()
}
