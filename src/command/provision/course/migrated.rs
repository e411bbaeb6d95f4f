//! The course takes its database, and gets all that the project's files and rules make: the plan and the run of `migrate up`.

use super::{Done, Making};
use crate::command::Context;
use crate::command::courses::{DATABASE_URL, pin};
use crate::command::migrate::{Manner, apply};
use crate::command::target::Work;
use crate::failure::{Failure, Kind, Result};
use crate::onboarding::whose;
use crate::pg::{Address, Session};
use crate::plan::{self, Goal, OutOfOrder};
use secrecy::ExposeSecret as _;

impl Making<'_> {
    pub(super) async fn migrated(&self) -> Result<Done> {
        let url = self.courses.safe().read(&self.course, DATABASE_URL).await?;
        let mut door = self.courses.door_to(&self.course, Address::parse(url.expose_secret())?)?;
        let pin = pin(&self.course).ok_or_else(|| {
            Failure::new(
                Kind::Refused,
                format!("nothing is noted of the database of course `{}`", self.course.code),
            )
            .hint(format!(
                "store its credentials again: `provost course set-credentials {}`",
                self.course.code
            ))
        })?;
        let session = door.open().await?;
        self.still_ours(&session).await?;
        session.mark(&pin).await?;
        drop(session);
        // Whoever was quicker has the database; over a connection of its own, because a transaction can be made to look committed.
        door.pin = Some(pin);
        let steps = bring(&self.on_course, self.work(door)).await?;
        let newest = self.folder.migrations.last().map(|migration| migration.version);
        let detail = if steps == 0 { "nothing to do".to_owned() } else { format!("{steps} steps") };
        Ok(Done { detail, version: newest, ..Done::default() })
    }

    /// The database may have become another since it was looked at.
    async fn still_ours(&self, session: &Session) -> Result<()> {
        let Some(noted) = &self.course.database else { return Ok(()) };
        let schema = noted.schema.as_deref();
        let found = session.identity(schema).await?;
        whose(&self.course, &found, &self.courses.registry.related(self.course.id, schema, &found).await?)?;
        if (&found.system, &found.database) == (&noted.system, &noted.database_oid) {
            return Ok(());
        }
        Err(Failure::new(
            Kind::Refused,
            format!("this is not the database that was checked for course `{}`", self.course.code),
        )
        .because("its address leads to another server, or to another database on it, by now")
        .database("unchanged")
        .hint(format!(
            "look at it, then store its credentials again: `provost course set-credentials {} --moved`",
            self.course.code
        )))
    }
}

/// Brings a database to what files and rules say, and tells in how many steps.
pub(super) async fn bring(context: &Context<'_>, work: Work) -> Result<usize> {
    let session = work.door.open().await?;
    let found = work.look(&session).await?;
    let wanted = work.wanted(Goal::Latest, OutOfOrder::Error);
    let plan = plan::build(&wanted, &found)?;
    if plan.is_empty() {
        return Ok(0);
    }
    let build = |found: &_| plan::build(&wanted, found);
    let outcome = apply(context, &work, session, &plan, &Manner::default(), &build).await?;
    outcome.failure.map_or(Ok(outcome.done.len()), Err)
}
