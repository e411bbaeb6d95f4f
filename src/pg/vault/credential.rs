//! Credentials: sealed into main, opened from it, destroyed.

use super::data_key::{NewKey, apart};
use super::keys::garbled;
use super::{Act, Vault};
use crate::failure::{Failure, Kind, Result};
use crate::pg::message::{self, Row};
use crate::render::sql::{File, render};
use crate::vault::{Context, CourseId, Fault, Fresh, KeyId, open, seal};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Named<'a> {
    course: CourseId,
    field: &'a str,
}

#[derive(Serialize)]
struct Store<'a> {
    key: Option<NewKey>,
    course: CourseId,
    field: &'a str,
    version: u64,
    dek_version: u64,
    #[serde(rename = "box")]
    sealed: String,
}

/// Which boxes to read.
#[derive(Serialize, Default)]
pub(super) struct Which<'a> {
    pub(super) courses: Option<String>,
    pub(super) field: Option<&'a str>,
    pub(super) after: Option<After>,
    pub(super) limit: Option<usize>,
}

/// Where a page begins.
#[derive(Serialize, Clone)]
pub(super) struct After {
    pub(super) course: CourseId,
    pub(super) field: String,
}

/// A box with all that it takes to open it.
pub(super) struct Sealed {
    pub(super) course: CourseId,
    pub(super) field: String,
    pub(super) version: u64,
    pub(super) dek_version: u64,
    pub(super) sealed: String,
    pub(super) key: Option<KeyId>,
    pub(super) wraps: String,
}

impl Vault {
    /// Seals a new value of a credential; its version.
    ///
    /// # Errors
    /// When there is no such course, or a key is not here, or main does not take it.
    pub async fn seal(&self, course: CourseId, field: &str, secret: &SecretString) -> Result<u64> {
        let act = Act { action: "seal", course: Some(course), detail: field };
        self.audited(act, self.store(course, field, secret)).await
    }

    async fn store(&self, course: CourseId, field: &str, secret: &SecretString) -> Result<u64> {
        const WHAT: &str = "could not store a credential";
        let slot = self.session.ask(&render(File::VaultSlot, Named { course, field })).await;
        let slot = slot
            .map_err(|error| self.session.failure(Kind::RolledBack, WHAT, &error).database("rolled back"))?;
        let slot = match self.slot(course, &slot).await {
            Ok(slot) => slot,
            Err(failure) => {
                drop(message::send(&self.session.connection.client, "rollback").await); // of the open transaction
                return Err(failure);
            }
        };
        let context = Context::field(self.deployment, course, field, slot.version);
        let sealed = seal(&slot.key, &context, secret.expose_secret().as_bytes(), Fresh::draw()?);
        let store = Store {
            key: slot.made,
            course,
            field,
            version: slot.version,
            dek_version: slot.dek_version,
            sealed,
        };
        self.session.write(&render(File::VaultStore, store), WHAT).await?;
        Ok(slot.version)
    }

    /// Opens a credential; nothing where the course has none of this name.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn read(&self, course: CourseId, field: &str) -> Result<Option<SecretString>> {
        let act = Act { action: "open", course: Some(course), detail: field };
        self.audited(act, async {
            let mut opened = self.opened(&[course], field).await?;
            opened.remove(&course).transpose()
        })
        .await
    }

    /// Opens the same credential of many courses, with one entry in the trail. One that does not open does not keep the others.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn read_many(
        &self,
        courses: &[CourseId],
        field: &str,
    ) -> Result<BTreeMap<CourseId, Result<SecretString>>> {
        let detail = format!("{field} of {} courses", courses.len());
        self.audited(Act { action: "open", course: None, detail: &detail }, self.opened(courses, field)).await
    }

    async fn opened(
        &self,
        courses: &[CourseId],
        field: &str,
    ) -> Result<BTreeMap<CourseId, Result<SecretString>>> {
        let list: Vec<String> = courses.iter().map(ToString::to_string).collect();
        let which = Which {
            courses: Some(format!("{{{}}}", list.join(","))),
            field: Some(field),
            ..Which::default()
        };
        let mut opened = BTreeMap::new();
        for sealed in self.sealed(&which).await? {
            let secret = self.open_box(&sealed).await;
            let what = format!("`{}` of course `{}`", sealed.field, sealed.course);
            opened.insert(sealed.course, secret.map_err(|fault| self.unopened(&what, &fault)));
        }
        Ok(opened)
    }

    /// Destroys one credential.
    ///
    /// # Errors
    /// When main does not let us.
    pub async fn forget(&self, course: CourseId, field: &str) -> Result<()> {
        let act = Act { action: "destroy", course: Some(course), detail: field };
        let sql = render(File::VaultForget, Named { course, field });
        self.audited(act, self.session.write(&sql, "could not destroy a credential")).await
    }

    /// Destroys a course's credentials with the keys that open them. Backups of main made before still hold both, wrapped by the
    /// master keys of their time.
    ///
    /// # Errors
    /// When main does not let us.
    pub async fn shred(&self, course: CourseId) -> Result<()> {
        let act = Act { action: "shred", course: Some(course), detail: "all credentials and data keys" };
        let sql = render(File::VaultShred, Named { course, field: "" });
        self.audited(act, self.session.write(&sql, "could not destroy the course's credentials")).await
    }

    /// Reads boxes.
    pub(super) async fn sealed(&self, which: &Which<'_>) -> Result<Vec<Sealed>> {
        let rows = self.session.rows(&render(File::VaultRead, which), "could not read credentials").await?;
        rows.iter().map(|row| sealed(row).ok_or_else(|| garbled(&self.session))).collect()
    }

    /// Opens a box.
    pub(super) async fn open_box(&self, sealed: &Sealed) -> Result<SecretString, Fault> {
        let id = sealed.key.ok_or(Fault::Format("its data key is gone"))?;
        let key = self.data_key(sealed.course, sealed.dek_version, id, &apart(Some(&sealed.wraps))).await?;
        let context = Context::field(self.deployment, sealed.course, &sealed.field, sealed.version);
        let secret = open(&key, &context, &sealed.sealed)?;
        let text = std::str::from_utf8(&secret).map_err(|_| Fault::Format("what it holds is no text"))?;
        Ok(SecretString::from(text))
    }
}

fn sealed(row: &Row) -> Option<Sealed> {
    let text = |column: usize| row.get(column)?.as_deref();
    Some(Sealed {
        course: text(0)?.parse().ok()?,
        field: text(1)?.to_owned(),
        version: text(2)?.parse().ok()?,
        dek_version: text(3)?.parse().ok()?,
        sealed: text(4)?.to_owned(),
        key: text(5).map(str::parse).transpose().ok()?,
        wraps: text(6).unwrap_or_default().to_owned(),
    })
}

/// A credential that a course does not have.
pub fn missing(code: &str, field: &str) -> Failure {
    Failure::new(Kind::Secret, format!("course `{code}` has no `{field}` in the vault"))
        .database("unchanged")
        .hint(format!("store it with `provost course set-credentials {code}`"))
}
