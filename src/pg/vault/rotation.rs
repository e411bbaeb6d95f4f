//! Changing keys while everybody goes on reading: what is new stands beside what was, and that goes when nobody needs it.

use super::credential::Which;
use super::data_key::{NewKey, apart};
use super::keys::{garbled, unwrap};
use super::{Act, Vault};
use crate::failure::{Failure, Kind, Result};
use crate::pg::message::{self, Row};
use crate::render::sql::{File, render};
use crate::vault::{Context, CourseId, DeploymentId, Fresh, Key, KeyId, seal, seal_key};
use secrecy::ExposeSecret as _;
use serde::Serialize;

/// Data keys that are wrapped in one transaction.
const BATCH: usize = 200;

/// What a rotation did.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rotated {
    /// Data keys that the new master key wraps now.
    pub wrapped: usize,
    /// Data keys that no key at hand opens, of these courses.
    pub unopened: Vec<CourseId>,
}

#[derive(Serialize)]
struct New {
    kek: KeyId,
    deployment: DeploymentId,
    hint: String,
    wrapped: Option<String>,
    audit: KeyId,
    audit_wrapped: String,
}

#[derive(Serialize)]
struct Batch {
    kek: KeyId,
    limit: usize,
    skip: String,
}

#[derive(Serialize)]
struct Rewrap {
    kek: KeyId,
    wraps: Vec<Wrap>,
}

#[derive(Serialize)]
struct Wrap {
    course: CourseId,
    version: u64,
    wrapped: String,
}

#[derive(Serialize)]
struct Reseal {
    key: NewKey,
    version: u64,
    course: CourseId,
    credentials: Vec<Resealed>,
}

#[derive(Serialize)]
struct Resealed {
    field: String,
    #[serde(rename = "box")]
    sealed: String,
}

/// A data key and the boxes that it is in.
struct Wrapped {
    course: CourseId,
    version: u64,
    key: KeyId,
    wraps: String,
}

impl Vault {
    /// Takes the right to change keys, for as long as this session lasts.
    ///
    /// # Errors
    /// When another provost has it.
    pub async fn lock_keys(&self) -> Result<()> {
        let rows = self.session.rows(&render(File::VaultRotateLock, ()), "could not lock the vault").await?;
        if rows.first().and_then(|row| row.first()?.as_deref()) == Some("t") {
            return self.look_again().await;
        }
        Err(Failure::new(Kind::Refused, "another provost changes keys of this vault")
            .database("unchanged by this run")
            .hint("wait until it is done, then run the same command again"))
    }

    /// Data keys that the master key in use has not wrapped, and boxes of other master keys that are still there.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn waiting(&self) -> Result<(u64, u64)> {
        let kek = self.kek()?;
        let question = render(File::VaultWaiting, Batch { kek, limit: 0, skip: String::new() });
        let rows = self.session.rows(&question, "could not look at the vault's keys").await?;
        let number = |column: usize| rows.first().and_then(|row| row.get(column)?.as_deref()?.parse().ok());
        number(0).zip(number(1)).ok_or_else(|| garbled(&self.session))
    }

    /// Another master key wraps from now on. `hint` says where it is kept, `wrapped` is the key as a command outside wrapped it.
    ///
    /// # Errors
    /// When main does not let us.
    pub async fn begin_with(&self, key: &Key, hint: String, wrapped: Option<String>) -> Result<()> {
        let audit_wrapped = seal_key(key, &self.audit_context(), &self.audit, Fresh::draw()?);
        let new = New {
            kek: key.id(),
            deployment: self.deployment,
            hint,
            wrapped,
            audit: self.audit.id(),
            audit_wrapped,
        };
        let sql = render(File::VaultNewKey, new);
        let detail = format!("master key {}", key.id());
        let deed = self.session.write(&sql, "could not begin with the new master key");
        self.audited(Act { action: "rotate", course: None, detail: &detail }, deed).await?;
        self.look_again().await
    }

    /// Wraps with the master key in use whatever it has not wrapped yet. What others wrapped stays, so that readers who hold another
    /// key go on. Can be killed at any moment and run again.
    ///
    /// # Errors
    /// When main does not answer, or the master key is not here.
    pub async fn rewrap(&self, progress: &mut dyn FnMut(usize)) -> Result<Rotated> {
        let kek = self.kek()?;
        let key = self.wrapping().await?.swap_remove(0);
        let mut rotated = Rotated::default();
        loop {
            let skip = rotated.unopened.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
            let batch = Batch { kek, limit: BATCH, skip: format!("{{{skip}}}") };
            let answer = self.session.ask(&render(File::VaultUnwrapped, batch)).await.map_err(|error| {
                self.session.failure(Kind::RolledBack, "could not wrap data keys", &error)
            })?;
            let waiting: Option<Vec<Wrapped>> = answer.rows(1).iter().map(wrapped).collect();
            let waiting = waiting.ok_or_else(|| garbled(&self.session))?;
            let done = waiting.is_empty();
            let mut wraps = Vec::new();
            for data in waiting {
                let context = Context::dek(self.deployment, data.course, data.version);
                let opened =
                    unwrap(&self.ring.borrow(), &context, data.key, apart(Some(&data.wraps)).into_iter());
                match opened {
                    Ok(inner) => {
                        let wrapped = seal_key(&key, &context, &inner, Fresh::draw()?);
                        wraps.push(Wrap { course: data.course, version: data.version, wrapped });
                    }
                    Err(_) => rotated.unopened.push(data.course),
                }
            }
            rotated.wrapped += wraps.len();
            self.session
                .write(&render(File::VaultRewrap, Rewrap { kek, wraps }), "could not wrap data keys")
                .await?;
            if done {
                return Ok(rotated);
            }
            progress(rotated.wrapped);
        }
    }

    /// Removes what other master keys wrapped, where the one in use has wrapped everything.
    ///
    /// # Errors
    /// When it has not, or main does not let us.
    pub async fn retire(&self) -> Result<()> {
        let kek = self.kek()?;
        let sql = render(File::VaultRetire, Batch { kek, limit: 0, skip: String::new() });
        let detail = format!("all master keys but {kek}");
        let deed = self.session.write(&sql, "could not retire the master keys before");
        self.audited(Act { action: "retire", course: None, detail: &detail }, deed).await
    }

    /// Gives each course a new data key and seals its credentials with that, a transaction a course; how many.
    ///
    /// # Errors
    /// When a credential does not open, or main does not let us.
    pub async fn change_data_keys(&self, progress: &mut dyn FnMut(usize)) -> Result<usize> {
        let deed = async {
            let (mut after, mut changed) = (None, 0);
            loop {
                let page = self.courses_after(after).await?;
                let Some(last) = page.last().copied() else { return Ok(changed) };
                for course in page {
                    self.change_data_key(course).await?;
                    changed += 1;
                    progress(changed);
                }
                after = Some(last);
            }
        };
        self.audited(Act { action: "reseal", course: None, detail: "data keys of all courses" }, deed).await
    }

    async fn courses_after(&self, after: Option<CourseId>) -> Result<Vec<CourseId>> {
        #[derive(Serialize)]
        struct Page {
            after: Option<CourseId>,
            limit: usize,
        }
        let question = render(File::VaultDataKeys, Page { after, limit: BATCH });
        let rows = self.session.rows(&question, "could not look for data keys").await?;
        let course = |row: &Row| row.first()?.as_deref()?.parse().ok();
        rows.iter().map(course).collect::<Option<_>>().ok_or_else(|| garbled(&self.session))
    }

    async fn change_data_key(&self, course: CourseId) -> Result<()> {
        let slot = render(File::VaultSlot, Slot { course, field: "" });
        let answer =
            self.session.ask(&slot).await.map_err(|error| {
                self.session.failure(Kind::RolledBack, "could not change a data key", &error)
            })?;
        let changed = async {
            let newest: u64 = answer
                .rows(3)
                .first()
                .and_then(|row| row.first()?.as_deref()?.parse().ok())
                .ok_or_else(|| garbled(&self.session))?;
            let which = Which { courses: Some(format!("{{{course}}}")), ..Which::default() };
            let (key, made) = self.new_data_key(course, newest + 1).await?;
            let mut credentials = Vec::new();
            for sealed in self.sealed(&which).await? {
                let what = format!("`{}` of course `{course}`", sealed.field);
                let secret = self.open_box(&sealed).await.map_err(|fault| self.unopened(&what, &fault))?;
                let context = Context::field(self.deployment, course, &sealed.field, sealed.version);
                let sealed_again = seal(&key, &context, secret.expose_secret().as_bytes(), Fresh::draw()?);
                credentials.push(Resealed { field: sealed.field, sealed: sealed_again });
            }
            let reseal = Reseal { key: made, version: newest + 1, course, credentials };
            self.session.write(&render(File::VaultReseal, reseal), "could not change a data key").await
        };
        let changed = changed.await;
        if changed.is_err() {
            drop(message::send(&self.session.connection.client, "rollback").await); // of the open transaction
        }
        changed
    }

    fn kek(&self) -> Result<KeyId> {
        self.table.borrow().active().map(|row| row.id).ok_or_else(|| super::no_vault(self.session.target()))
    }
}

#[derive(Serialize)]
struct Slot<'a> {
    course: CourseId,
    field: &'a str,
}

fn wrapped(row: &Row) -> Option<Wrapped> {
    let text = |column: usize| row.get(column)?.as_deref();
    Some(Wrapped {
        course: text(0)?.parse().ok()?,
        version: text(1)?.parse().ok()?,
        key: text(2)?.parse().ok()?,
        wraps: text(3).unwrap_or_default().to_owned(),
    })
}
