//! Courses as commands meet them: which there are, and the way into the database of each.

mod placement;
mod registered;
mod safe;

pub(super) use placement::{Place, place};
pub(super) use registered::Registered;
pub(super) use safe::{DATABASE_URL, PENDING_URL, Safe};

use super::{Context, address, target};
use crate::cli::Connection;
use crate::failure::{Failure, Kind, Result};
use crate::model::HistoryTable;
use crate::model::course::{Course, CourseCode, Selector};
use crate::model::{Ident, Qualified};
use crate::pg::registry::Registry;
use crate::pg::{Address, Door, Pin};
use secrecy::{ExposeSecret, SecretString};

/// The registry, and what it takes to open the databases in it.
pub(super) struct Courses {
    /// The registry in main.
    pub(super) registry: Registry,
    /// The way into main.
    pub(super) main: Door,
    safe: Safe,
    connection: Connection,
}

impl Courses {
    /// Opens main and its registry. The vault is opened when the first credential is asked for.
    ///
    /// # Errors
    /// When main cannot be reached, or has no courses.
    pub(super) async fn open(context: &Context<'_>) -> Result<Self> {
        let on_main = context.on_main()?;
        let (main, moved) = target::door(&on_main, address::address(&on_main, Vec::new).await?)?;
        moved.iter().for_each(|moved| context.printer.warn(moved));
        let connection = match &context.options.target.course {
            Some(_) => context.options.connection.clone(),
            None => context.on_course(None)?.options.connection,
        };
        let registry = Registry::open(&main).await?;
        let safe = Safe::new(&on_main, &main);
        Ok(Self { registry, main, safe, connection })
    }

    /// The courses that a selector means.
    ///
    /// # Errors
    /// When main does not answer, or a code names no course.
    pub(super) async fn select(&self, selector: &Selector) -> Result<Vec<Course>> {
        self.registry.select(selector).await
    }

    /// The way into the database of the course of this code, and the registry that is told what becomes of it.
    ///
    /// # Errors
    /// When there is no such course, it has no database yet, or its credential cannot be opened.
    pub(super) async fn way_to(self, code: &str) -> Result<(Door, Registered)> {
        let code: CourseCode = code.parse().map_err(|problem: String| {
            Failure::new(Kind::Usage, format!("`{code}` is no course code")).because(problem)
        })?;
        let course = self.registry.course(&code).await?;
        let door = self.door(&course).await?;
        Ok((door, Registered { registry: self.registry, course }))
    }

    /// The way into a course's database: its credential opened, its placement kept, and no other database let pass for it.
    ///
    /// # Errors
    /// When it has no database yet, or its credential cannot be opened.
    pub(super) async fn door(&self, course: &Course) -> Result<Door> {
        let doors = self.doors(std::slice::from_ref(course)).await?;
        doors.into_iter().next().unwrap_or_else(|| Err(Failure::new(Kind::Bug, "the vault gave no answer")))
    }

    /// The ways into many databases, their credentials read together. One that cannot be had does not keep the others.
    ///
    /// # Errors
    /// When the vault cannot be opened.
    pub(super) async fn doors(&self, courses: &[Course]) -> Result<Vec<Result<Door>>> {
        // Nothing is read, and no note of it made, that nobody may use.
        if let [course] = courses {
            has_database(course)?;
        }
        let urls = self.safe.read_many(courses, DATABASE_URL).await?;
        let door = |(course, url): (&Course, Result<SecretString>)| {
            has_database(course)?;
            self.way(course, &url?)
        };
        Ok(courses.iter().zip(urls).map(door).collect())
    }

    /// The credentials.
    pub(super) fn safe(&self) -> &Safe {
        &self.safe
    }

    fn way(&self, course: &Course, url: &SecretString) -> Result<Door> {
        let address = Address::parse(url.expose_secret())?;
        let address = match &self.connection.ssl_root_cert {
            Some(file) => address.with_root_cert(file.clone()),
            None => address,
        };
        self.door_to(course, address)
    }

    /// The way into a database as this course's, pinned where the course has taken it.
    ///
    /// # Errors
    /// When the address is that of a pooler without sessions.
    pub(super) fn door_to(&self, course: &Course, mut address: Address) -> Result<Door> {
        if let Some(database) = &course.database {
            address.public_only = !database.allow_private;
        }
        let schema = course.database.as_ref().and_then(|database| database.schema.as_deref());
        if let Some(schema) = schema {
            address.options = Some(format!("-c search_path={}", crate::model::ident(schema)));
        }
        let (mut door, _) = target::door_called(&self.connection, Some(course.code.as_str()), address)?;
        door.run.clone_from(&self.main.run);
        if let (Some(_), None) = (schema, &self.connection.history_table) {
            door.history = history_of(&course.code)?;
        }
        door.pin =
            pin(course).filter(|_| course.database.as_ref().is_some_and(|database| database.is_marked));
        Ok(door)
    }
}

/// What a course's database is known by.
pub(super) fn pin(course: &Course) -> Option<Pin> {
    let database = course.database.as_ref()?;
    Some(Pin {
        code: course.code.clone(),
        course: course.id,
        schema: database.schema.clone(),
        system: database.system.clone(),
        database: database.database_oid.clone(),
        marker: database.marker,
    })
}

/// Courses that share a database have a history each.
fn history_of(code: &CourseCode) -> Result<HistoryTable> {
    let (schema, name) = (Ident::parse("provost")?, Ident::parse(&format!("history_{code}"))?);
    Ok(HistoryTable(Qualified { schema: Some(schema), name }))
}

fn has_database(course: &Course) -> Result<()> {
    let code = &course.code;
    if !course.database.as_ref().is_some_and(|database| database.is_marked) {
        return Err(Failure::new(Kind::Refused, format!("course `{code}` has no database yet"))
            .because("it is still being set up")
            .hint(format!("go on with `provost provision course {code}`")));
    }
    if course.state == crate::model::course::CourseState::Archived {
        return Err(Failure::new(
            Kind::Refused,
            format!("course `{code}` is over, and its credentials are destroyed"),
        )
        .hint(format!("see `provost course show {code}`")));
    }
    Ok(())
}
