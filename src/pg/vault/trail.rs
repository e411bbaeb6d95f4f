//! The audit trail: the intent stands before the deed, the outcome after it, each entry sealed to the one before.

use super::{Vault, keys};
use crate::failure::{Kind, Result};
use crate::pg::Session;
use crate::render::sql::{File, render};
use crate::vault::{CourseId, Entry, Key, KeyId, Link};
use serde::Serialize;

/// Which statement of `tail.sql` tells the end.
const TAIL: usize = 2;

/// Details are shorter than what the table takes.
const LONGEST_DETAIL: usize = 1000;

/// Who acts, as far as this machine can say.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who the operating system says it is.
    pub user: String,
    /// On which machine.
    pub host: String,
    /// In which run.
    pub run: String,
}

/// What is done with the vault.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// A word such as `seal`.
    pub action: &'static str,
    /// The course that it is about.
    pub course: Option<CourseId>,
    /// What else there is to say; never a secret.
    pub detail: &'a str,
}

#[derive(Serialize)]
struct Appended<'a> {
    seq: u64,
    at: i64,
    key: KeyId,
    actor: &'a str,
    host: &'a str,
    run: &'a str,
    action: &'a str,
    course: Option<CourseId>,
    outcome: &'a str,
    detail: &'a str,
    link: String,
}

impl Vault {
    /// Does something with the vault: first its intent is written down, and where that cannot be, nothing is done.
    pub(super) async fn audited<T>(&self, act: Act<'_>, deed: impl Future<Output = Result<T>>) -> Result<T> {
        self.note(&act, "intent").await?;
        let outcome = deed.await;
        let noted = self.note(&act, if outcome.is_ok() { "done" } else { "failed" }).await;
        let value = outcome?;
        noted.map(|()| value)
    }

    async fn note(&self, act: &Act<'_>, outcome: &str) -> Result<()> {
        append(&self.session, &self.audit, &self.actor, act, outcome).await
    }
}

/// Writes an entry behind the last one.
pub(super) async fn append(
    session: &Session,
    key: &Key,
    actor: &Actor,
    act: &Act<'_>,
    outcome: &str,
) -> Result<()> {
    const WHAT: &str = "could not write the audit trail of the vault";
    let answer = session.ask(&render(File::VaultTail, ())).await.map_err(|error| {
        session.failure(Kind::RolledBack, WHAT, &error).database("nothing was done with the vault")
    })?;
    let row = answer.rows(TAIL).first().ok_or_else(|| keys::garbled(session))?;
    let text = |column: usize| row.get(column).and_then(Option::as_deref);
    let end = match (text(2), text(3)) {
        (Some(seq), Some(link)) => seq.parse().ok().zip(link.parse().ok()),
        _ => Some((0, Link::START)),
    };
    let (seq, link): (u64, Link) = end.ok_or_else(|| keys::garbled(session))?;
    let at: i64 = text(1).and_then(|at| at.parse().ok()).ok_or_else(|| keys::garbled(session))?;
    let who = format!("{} ({})", text(0).unwrap_or_default(), actor.user);
    let entry = Entry {
        seq: seq + 1,
        at,
        actor: who,
        host: actor.host.clone(),
        run: actor.run.clone(),
        action: act.action.to_owned(),
        course: act.course.map(|course| course.to_string()).unwrap_or_default(),
        outcome: outcome.to_owned(),
        detail: act.detail.chars().take(LONGEST_DETAIL).collect(),
    };
    let appended = Appended {
        seq: entry.seq,
        at,
        key: key.id(),
        actor: &entry.actor,
        host: &entry.host,
        run: &entry.run,
        action: &entry.action,
        course: act.course,
        outcome,
        detail: &entry.detail,
        link: link.next(key, &entry).to_string(),
    };
    session.write(&render(File::VaultAppend, appended), WHAT).await
}
