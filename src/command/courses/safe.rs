//! Courses' credentials in the vault.

use crate::command::{Context, vault};
use crate::failure::Result;
use crate::model::course::Course;
use crate::pg::Door;
use crate::pg::vault::{Vault, missing};
use secrecy::SecretString;
use std::cell::RefCell;
use tokio::sync::OnceCell;

/// The field of the string that opens a course's database.
pub(in crate::command) const DATABASE_URL: &str = "database_url";
/// The field of one that is to take its place, until it is proven.
pub(in crate::command) const PENDING_URL: &str = "database_url_pending";

/// Courses' credentials. The vault is opened when the first of them is needed.
pub(in crate::command) struct Safe {
    main: Door,
    source: RefCell<Option<Result<vault::Source>>>,
    vault: OnceCell<Vault>,
}

impl Safe {
    pub(super) fn new(context: &Context<'_>, main: &Door) -> Self {
        let source = RefCell::new(Some(vault::Source::of(context)));
        Self { main: main.clone(), source, vault: OnceCell::new() }
    }

    /// Opens the vault, so that what is wrong with it is told before anything is asked or done.
    pub(in crate::command) async fn ready(&self) -> Result<()> {
        self.vault().await.map(drop)
    }

    async fn vault(&self) -> Result<&Vault> {
        self.vault
            .get_or_try_init(|| async {
                // A vault that did not open is not tried again: the failure ends the command.
                let source = self.source.take().expect("the vault is opened once")?;
                vault::open_with(&self.main, source).await
            })
            .await
    }

    /// Opens a credential that a course must have.
    pub(in crate::command) async fn read(&self, course: &Course, field: &str) -> Result<SecretString> {
        self.find(course, field).await?.ok_or_else(|| missing(course.code.as_str(), field))
    }

    /// Opens a credential that a course may have.
    pub(in crate::command) async fn find(
        &self,
        course: &Course,
        field: &str,
    ) -> Result<Option<SecretString>> {
        self.vault().await?.read(course.id, field).await
    }

    /// Opens the same credential of many courses. One that does not open does not keep the others.
    pub(in crate::command) async fn read_many(
        &self,
        courses: &[Course],
        field: &str,
    ) -> Result<Vec<Result<SecretString>>> {
        let ids: Vec<_> = courses.iter().map(|course| course.id).collect();
        let mut opened = self.vault().await?.read_many(&ids, field).await?;
        let of = |course: &Course| {
            opened.remove(&course.id).unwrap_or_else(|| Err(missing(course.code.as_str(), field)))
        };
        Ok(courses.iter().map(of).collect())
    }

    /// Seals a credential.
    pub(in crate::command) async fn seal(
        &self,
        course: &Course,
        field: &str,
        secret: &SecretString,
    ) -> Result<()> {
        self.vault().await?.seal(course.id, field, secret).await.map(drop)
    }

    /// Destroys a credential that is not needed any more.
    pub(in crate::command) async fn forget(&self, course: &Course, field: &str) -> Result<()> {
        self.vault().await?.forget(course.id, field).await
    }

    /// Destroys everything that was sealed for a course, and says what that does not reach.
    pub(in crate::command) async fn shred(&self, course: &Course) -> Result<String> {
        self.vault().await?.shred(course.id).await?;
        Ok("backups of main from before still hold them, locked with the master keys of their time: they are beyond \
            everybody's reach when those backups are gone, or after `provost vault rotate`, `rotate --retire` and the \
            destruction of the earlier master key"
            .to_owned())
    }
}
