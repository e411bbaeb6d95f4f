//! Courses' credentials in the vault.

use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::Course;
use crate::pg::Door;
use secrecy::SecretString;

/// The field of the string that opens a course's database.
pub(in crate::command) const DATABASE_URL: &str = "database_url";
/// The field of one that is to take its place, until it is proven.
pub(in crate::command) const PENDING_URL: &str = "database_url_pending";

/// Courses' credentials.
pub(in crate::command) struct Safe {
    url: std::cell::RefCell<Option<SecretString>>,
}

impl Safe {
    pub(super) fn new(_context: &Context<'_>, _main: &Door) -> Self {
        Self { url: std::cell::RefCell::default() }
    }

    pub(in crate::command) async fn read(&self, course: &Course, field: &str) -> Result<SecretString> {
        self.url
            .borrow()
            .clone()
            .ok_or_else(|| Failure::new(Kind::Secret, format!("no {field} of {}", course.code)))
    }

    pub(in crate::command) async fn seal(
        &self,
        _course: &Course,
        _field: &str,
        url: &SecretString,
    ) -> Result<()> {
        *self.url.borrow_mut() = Some(url.clone());
        Ok(())
    }

    pub(in crate::command) async fn read_many(
        &self,
        courses: &[Course],
        field: &str,
    ) -> Result<Vec<Result<SecretString>>> {
        let mut all = Vec::new();
        for course in courses {
            all.push(self.read(course, field).await);
        }
        Ok(all)
    }

    pub(in crate::command) async fn shred(&self, _course: &Course) -> Result<String> {
        *self.url.borrow_mut() = None;
        Ok(String::new())
    }

    pub(in crate::command) async fn find(
        &self,
        _course: &Course,
        _field: &str,
    ) -> Result<Option<SecretString>> {
        Ok(None)
    }

    pub(in crate::command) async fn ready(&self) -> Result<()> {
        Ok(())
    }
}
