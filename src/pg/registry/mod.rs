//! The registry of courses: main's campus tables, and what provost notes beside them.

mod read;
mod write;

pub use read::{Person, Related};
pub use write::{Noted, Outcome};

use super::door::{Door, Session};
use crate::failure::{Failure, Kind, Result};
use crate::render::sql::{File, render};

/// An open registry.
pub struct Registry {
    session: Session,
}

impl Registry {
    /// Opens main, and makes what provost notes of courses there where it is not there yet.
    ///
    /// # Errors
    /// When main cannot be reached, or has no courses.
    pub async fn open(door: &Door) -> Result<Self> {
        let registry = Self { session: door.open().await? };
        let rows =
            registry.session.rows(&render(File::RegistryHere, ()), "could not look for courses").await?;
        let flag = |column: usize| rows.first().and_then(|row| row.get(column)?.as_deref()) == Some("t");
        if !flag(0) {
            return Err(Failure::new(Kind::Refused, format!("{} has no registry of courses", door.target.noun()))
                .because("the campus tables are not all there: courses, memberships, profiles, user_roles, course_credentials in `public`")
                .database("unchanged")
                .hint("bring it up with `provost provision main`; a project of other tables gets them with `provost init --from campus`"));
        }
        if !flag(1) {
            registry
                .session
                .write(&render(File::RegistryPrepare, ()), "could not make the tables of the registry")
                .await?;
        }
        Ok(registry)
    }

    /// Opens main where it has a registry, and changes nothing; nothing where it has none.
    ///
    /// # Errors
    /// When main cannot be reached.
    pub async fn look(door: &Door) -> Result<Option<Self>> {
        let registry = Self { session: door.open().await? };
        let rows =
            registry.session.rows(&render(File::RegistryHere, ()), "could not look for courses").await?;
        let is_there = |column: usize| rows.first().and_then(|row| row.get(column)?.as_deref()) == Some("t");
        Ok((is_there(0) && is_there(1)).then_some(registry))
    }

    /// Opens it again, where a connection may have been lost that nothing was asked over for long.
    ///
    /// # Errors
    /// When main cannot be reached.
    pub async fn again(&self) -> Result<Self> {
        Ok(Self { session: self.session.door.reopen().await? })
    }

    /// The session in main, for the vault.
    pub fn session(&self) -> &Session {
        &self.session
    }
}
