//! What is written to the registry. A stage's end and what it means for the course are one transaction.

use super::Registry;
use crate::failure::{Failure, Kind, Result};
use crate::model::Version;
use crate::model::course::{Course, CourseCode, CourseState, Identity, Placement, Stage};
use crate::pg::address::Address;
use crate::render::sql::{File, render};
use crate::vault::{CourseId, Id};
use serde::Serialize;

#[derive(Serialize)]
struct New<'a> {
    code: &'a CourseCode,
    title: &'a str,
    term: &'a str,
    by: Option<Id>,
    run: &'a str,
}

#[derive(Serialize)]
struct Begin<'a> {
    course: CourseId,
    stage: &'static str,
    run: &'a str,
}

#[derive(Serialize)]
struct End<'a> {
    course: CourseId,
    stage: &'static str,
    run: &'a str,
    done: bool,
    detail: &'a str,
    rep: Option<Id>,
    database: Option<&'a Noted>,
    version: Option<Version>,
    fingerprint: Option<&'a str>,
}

#[derive(Serialize)]
struct Note<'a> {
    course: CourseId,
    database: Option<&'a Noted>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a CourseCode,
    version: Option<i64>,
    steps: usize,
}

#[derive(Serialize)]
struct Change {
    course: CourseId,
    from: &'static str,
    to: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    code: &'a CourseCode,
}

/// What a check noted of a course's database.
#[derive(Debug, Clone, Serialize)]
pub struct Noted {
    placement: &'static str,
    server: String,
    database: String,
    schema: Option<String>,
    system: String,
    oid: String,
    allow_private: bool,
    server_version: u32,
}

impl Noted {
    /// What is kept of a database that was looked at.
    pub fn new(
        placement: Placement,
        address: &Address,
        schema: Option<&str>,
        found: &Identity,
        version: u32,
    ) -> Self {
        Self {
            placement: placement.word(),
            server: address.label(),
            database: address.database.clone(),
            schema: schema.map(str::to_owned),
            system: found.system.clone(),
            oid: found.database.clone(),
            allow_private: !address.public_only,
            server_version: version,
        }
    }
}

/// What a stage came to.
#[derive(Debug, Default)]
pub struct Outcome<'a> {
    /// In a line, for people.
    pub detail: &'a str,
    /// The rep, once a check has passed.
    pub rep: Option<Id>,
    /// The database that passed it.
    pub database: Option<&'a Noted>,
    /// The newest migration of a database that was migrated or verified.
    pub version: Option<Version>,
    /// The fingerprint of one that was verified.
    pub fingerprint: Option<&'a str>,
}

impl Registry {
    /// Takes the right to set up a course, for as long as this session lasts.
    ///
    /// # Errors
    /// When another provost has it.
    pub async fn lock(&self, code: &CourseCode) -> Result<()> {
        let rows = self
            .session
            .rows(&render(File::RegistryLock, Code { code }), "could not lock the course")
            .await?;
        if rows.first().and_then(|row| row.first()?.as_deref()) == Some("t") {
            return Ok(());
        }
        Err(Failure::new(Kind::Refused, format!("another provost is at work on course `{code}`"))
            .because("one course is set up or changed by one command at a time")
            .database("unchanged by this run")
            .hint("wait until it is done, then run the same command again"))
    }

    /// Registers a course; one that is there stays as it is.
    ///
    /// # Errors
    /// What main said.
    pub async fn register(&self, code: &CourseCode, title: &str, term: &str, by: Option<Id>) -> Result<()> {
        let new = New { code, title, term, by, run: &self.session.door.run };
        self.session
            .write(&render(File::RegistryRegister, new), &format!("could not register course `{code}`"))
            .await
    }

    /// Notes that a stage begins.
    ///
    /// # Errors
    /// What main said.
    pub async fn begin(&self, course: &Course, stage: Stage) -> Result<()> {
        let begin = Begin { course: course.id, stage: stage.word(), run: &self.session.door.run };
        self.session
            .write(
                &render(File::RegistryBeginStage, begin),
                &format!("could not note that stage `{stage}` begins"),
            )
            .await
    }

    /// Notes that a stage is done, with what that means for the course.
    ///
    /// # Errors
    /// What main said.
    pub async fn done(&self, course: &Course, stage: Stage, outcome: Outcome<'_>) -> Result<()> {
        self.end(course, stage, true, outcome).await
    }

    /// Notes that a stage failed.
    ///
    /// # Errors
    /// What main said.
    pub async fn failed(&self, course: &Course, stage: Stage, failure: &Failure) -> Result<()> {
        let detail: String = failure.to_string().chars().take(500).collect();
        self.end(course, stage, false, Outcome { detail: &detail, ..Outcome::default() }).await
    }

    async fn end(&self, course: &Course, stage: Stage, done: bool, outcome: Outcome<'_>) -> Result<()> {
        let end = End {
            course: course.id,
            stage: stage.word(),
            run: &self.session.door.run,
            done,
            detail: outcome.detail,
            rep: outcome.rep,
            database: outcome.database,
            version: outcome.version,
            fingerprint: outcome.fingerprint,
        };
        self.session
            .write(&render(File::RegistryEndStage, end), &format!("could not note how stage `{stage}` ended"))
            .await
    }

    /// Notes that another database took the place of a course's. Its marker is to be written into it, and then [`Self::marked`].
    ///
    /// # Errors
    /// What main said.
    pub async fn moved(&self, course: &Course, database: &Noted) -> Result<()> {
        self.note(File::RegistryMoved, course, Some(database)).await
    }

    /// Notes that a course's database was seen again.
    ///
    /// # Errors
    /// What main said.
    pub async fn seen(&self, course: &Course, database: &Noted) -> Result<()> {
        self.note(File::RegistrySeen, course, Some(database)).await
    }

    /// Notes what a course's database has after a run: its newest version, and that it may look different where steps were done.
    ///
    /// # Errors
    /// What main said.
    pub async fn brought(&self, course: &Course, version: Option<Version>, steps: usize) -> Result<()> {
        let told = Told { code: &course.code, version: version.map(Version::number), steps };
        let what = format!("could not note what course `{}` has", course.code);
        self.session.write(&render(File::RegistryTold, told), &what).await
    }

    /// Notes that the marker stands in a course's database.
    ///
    /// # Errors
    /// What main said.
    pub async fn marked(&self, course: &Course) -> Result<()> {
        self.note(File::RegistryMarked, course, None).await
    }

    async fn note(&self, file: File, course: &Course, database: Option<&Noted>) -> Result<()> {
        let sql = render(file, Note { course: course.id, database });
        self.session.write(&sql, &format!("could not note the database of course `{}`", course.code)).await
    }

    /// Closes a course, opens it again, or ends it.
    ///
    /// # Errors
    /// What main said; above all where the course's state is another by now.
    pub async fn change_state(&self, course: &Course, to: CourseState) -> Result<()> {
        let change = Change { course: course.id, from: course.state.word(), to: to.word() };
        let what = format!("could not make course `{}` {to}", course.code);
        self.session.write(&render(File::RegistryChangeState, change), &what).await
    }
}
