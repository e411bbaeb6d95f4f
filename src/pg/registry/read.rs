//! What the registry knows.

use super::Registry;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{
    Attempt, Course, CourseCode, CourseDatabase, CourseState, Identity, Selector, Stage, Steps,
};
use crate::pg::identity::text;
use crate::pg::message::Row;
use crate::render::sql::{File, render};
use crate::vault::{CourseId, Id};
use serde::Serialize;

#[derive(Serialize, Default)]
struct Which {
    state: Option<&'static str>,
    open: bool,
    codes: Option<String>,
}

#[derive(Serialize)]
struct Email<'a> {
    email: &'a str,
}

#[derive(Serialize)]
struct Numbers<'a> {
    course: CourseId,
    marked_for: String,
    system: &'a str,
    database: &'a str,
    schema: Option<&'a str>,
}

#[derive(Serialize)]
struct One {
    course: CourseId,
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub id: Id,
    /// Their platform-wide role, where they have one above user.
    pub role: Option<String>,
}

/// A database that another one could be mistaken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The course; main has none.
    pub course: Option<(CourseId, CourseCode)>,
    /// The cluster's system identifier.
    pub system: String,
    /// The database's number in it.
    pub database: String,
    /// The number of its marker.
    pub marker: Id,
    /// Whether the marker is known to stand in it.
    pub is_marked: bool,
}

impl Registry {
    /// All courses that were ever registered.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn everything(&self) -> Result<Vec<Course>> {
        self.courses(Which::default()).await
    }

    /// The courses that a selector means; a code that names none is an error.
    ///
    /// # Errors
    /// When main does not answer, or there is no such course.
    pub async fn select(&self, selector: &Selector) -> Result<Vec<Course>> {
        let which = match selector {
            Selector::All => Which { open: true, ..Which::default() },
            Selector::State(state) => Which { state: Some(state.word()), ..Which::default() },
            Selector::Codes(codes) => {
                let codes: Vec<&str> = codes.iter().map(CourseCode::as_str).collect();
                Which { codes: Some(format!("{{{}}}", codes.join(","))), ..Which::default() }
            }
        };
        let courses = self.courses(which).await?;
        let Selector::Codes(codes) = selector else { return Ok(courses) };
        let by_code = |code: &CourseCode| courses.iter().find(|course| course.code == *code).cloned();
        codes.iter().map(|code| by_code(code).ok_or_else(|| unknown(code))).collect()
    }

    /// Every course there is, also those that are being set up and those that are over.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn every(&self) -> Result<Vec<Course>> {
        self.courses(Which::default()).await
    }

    /// A course, if it is registered.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn find(&self, code: &CourseCode) -> Result<Option<Course>> {
        let which = Which { codes: Some(format!("{{{code}}}")), ..Which::default() };
        Ok(self.courses(which).await?.into_iter().next())
    }

    /// A course that must be there.
    ///
    /// # Errors
    /// When main does not answer, or there is no such course.
    pub async fn course(&self, code: &CourseCode) -> Result<Course> {
        self.find(code).await?.ok_or_else(|| unknown(code))
    }

    async fn courses(&self, which: Which) -> Result<Vec<Course>> {
        let rows =
            self.session.rows(&render(File::RegistryCourses, which), "could not read the courses").await?;
        let strange = || {
            Failure::new(Kind::Connect, "could not read the courses")
                .because("a row of `public.courses` is not as provost writes it")
                .hint("run `provost migrate verify`, then `provost drift check`, to see what was changed in main")
        };
        rows.iter().map(|row| course(row).ok_or_else(strange)).collect()
    }

    /// Each try of each stage of a course's making, oldest first.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn attempts(&self, course: CourseId) -> Result<Vec<Attempt>> {
        let question = render(File::RegistryAttempts, One { course });
        let rows = self.session.rows(&question, "could not read how the course came about").await?;
        Ok(rows.iter().filter_map(attempt).collect())
    }

    /// Somebody by e-mail address, as a person who can be given a role.
    ///
    /// # Errors
    /// When there is no such account, or it is suspended.
    pub async fn person(&self, email: &str) -> Result<Person> {
        let question = render(File::RegistryPerson, Email { email });
        let rows = self.session.rows(&question, "could not look for a person").await?;
        let refused = |why: &str, hint: &str| {
            Err(Failure::new(Kind::Refused, format!("`{email}` cannot be given a part in a course"))
                .because(why)
                .database("unchanged")
                .hint(hint))
        };
        let Some(row) = rows.first() else {
            return refused(
                "nobody has signed up with that address",
                "let them sign up first, or give the address that they signed up with",
            );
        };
        match (text(row, 0).parse(), text(row, 2).as_str()) {
            (Ok(id), "active") => Ok(Person { id, role: row.get(1).cloned().flatten() }),
            (_, "suspended") => {
                refused("their account is suspended", "lift that first, or name somebody else")
            }
            _ => refused("they have no profile", "let them sign in once, which makes one"),
        }
    }

    /// Main, this course's database, and those that one with these numbers could be.
    ///
    /// # Errors
    /// When main does not answer.
    pub async fn related(
        &self,
        course: CourseId,
        schema: Option<&str>,
        found: &Identity,
    ) -> Result<Vec<Related>> {
        let marked_for = found.marker.as_ref().and_then(|marker| marker.course);
        let question = render(
            File::RegistryRelated,
            Numbers {
                course,
                marked_for: marked_for.map_or_else(String::new, |course| course.to_string()),
                system: &found.system,
                database: &found.database,
                schema,
            },
        );
        let rows = self.session.rows(&question, "could not compare the database with others").await?;
        Ok(rows.iter().filter_map(related).collect())
    }
}

fn unknown(code: &CourseCode) -> Failure {
    Failure::bad_input(format!("there is no course `{code}`"))
        .hint(format!("see `provost course list`, or make it with `provost provision course {code}`"))
}

fn course(row: &Row) -> Option<Course> {
    let value = |column: usize| row.get(column).cloned().flatten();
    let flag = |column: usize| text(row, column) == "t";
    let database = match value(14) {
        None => None,
        Some(placement) => Some(CourseDatabase {
            placement: placement.parse().ok()?,
            server: text(row, 15),
            database: text(row, 16),
            schema: value(17),
            system: text(row, 18),
            database_oid: text(row, 19),
            marker: text(row, 20).parse().ok()?,
            is_marked: flag(21),
            allow_private: flag(22),
            server_version: text(row, 23).parse().ok()?,
            version: value(24),
            fingerprint: value(25),
            last_seen: text(row, 26),
        }),
    };
    Some(Course {
        id: text(row, 0).parse().ok()?,
        code: text(row, 1).parse().ok()?,
        title: text(row, 2),
        term: text(row, 3),
        state: text(row, 4).parse::<CourseState>().ok()?,
        created_by: value(5),
        rep: value(6),
        steps: Steps {
            registered: text(row, 7),
            checked: value(8),
            stored: value(9),
            assigned: value(10),
            ready: value(11),
            activated: value(12),
        },
        closed_at: value(13),
        database,
    })
}

fn attempt(row: &Row) -> Option<Attempt> {
    let value = |column: usize| row.get(column).cloned().flatten();
    Some(Attempt {
        stage: Stage::of_word(&text(row, 0))?,
        began: text(row, 1),
        ended: value(2),
        outcome: value(3),
        run: text(row, 4),
        detail: text(row, 5),
    })
}

fn related(row: &Row) -> Option<Related> {
    let course = text(row, 0).parse().ok().zip(text(row, 1).parse().ok());
    Some(Related {
        course,
        system: text(row, 2),
        database: text(row, 3),
        marker: text(row, 4).parse().ok()?,
        is_marked: text(row, 5) == "t",
    })
}
