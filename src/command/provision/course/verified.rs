//! What the files and rules make is there, looked at over a connection of its own. What main notes of it is the truth from now on.

use super::{Done, Making, proof};
use crate::command::courses::DATABASE_URL;
use crate::command::shadow;
use crate::command::target::Work;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::Found;
use crate::pg::Address;
use crate::plan::{self, Goal, OutOfOrder};
use crate::render;
use crate::snapshot::{Snapshot, compare, finding};
use secrecy::ExposeSecret as _;

impl Making<'_> {
    pub(super) async fn verified(&self) -> Result<Done> {
        let proven = proof::prove(&self.on_course, &self.folder, &self.access).await?;
        let url = self.courses.safe().read(&self.course, DATABASE_URL).await?;
        let door = self.courses.door_to(&self.course, Address::parse(url.expose_secret())?)?;
        let work = self.work(door);
        let session = work.door.open().await?;
        self.all_applied(&work, &work.look(&session).await?)?;
        let found = session.snapshot().await?;
        let schema = self.course.database.as_ref().and_then(|database| database.schema.as_deref());
        let wanted = shadow::snapshot(&self.on_course, &self.folder, &self.access, schema).await?;
        let fingerprint = self.clean(wanted, found)?;
        let detail = format!("{proven}, fingerprint {fingerprint}");
        let newest = self.folder.migrations.last().map(|migration| migration.version);
        Ok(Done { detail, version: newest, fingerprint: Some(fingerprint), ..Done::default() })
    }

    /// Every file stands in history with its checksum, and nothing is left to do.
    fn all_applied(&self, work: &Work, found: &Found) -> Result<()> {
        let wanted = work.wanted(Goal::Latest, OutOfOrder::Error);
        let mut wrong: Vec<String> = plan::verify::all(&wanted, found)
            .into_iter()
            .filter(|finding| finding.severity >= Severity::Error)
            .map(|finding| finding.message)
            .collect();
        let plan = plan::build(&wanted, found)?;
        if !plan.is_empty() {
            wrong.push(format!("still to be done, although it was done: {}", plan.ids()));
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => {
                Err(wrong.iter().fold(self.unproven("its history is not what was done"), |failure, wrong| {
                    failure.because(wrong)
                }))
            }
        }
    }

    /// The whole catalog is what files and rules make elsewhere.
    fn clean(&self, wanted: Snapshot, found: Snapshot) -> Result<String> {
        let fingerprint = found.fingerprint();
        let drift = compare(wanted, found);
        let findings: Vec<Finding> = drift.told().map(|difference| finding(difference, None)).collect();
        let (wrong, told): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity >= Severity::Error);
        if !told.is_empty() {
            self.context.printer.say(render::findings(&told).trim_end());
        }
        if wrong.is_empty() {
            return Ok(fingerprint);
        }
        let failure = self.unproven("its catalog is not what the project's files and rules make");
        let more = wrong.len().saturating_sub(5);
        let failure = wrong
            .iter()
            .take(5)
            .fold(failure, |failure, wrong| failure.because(format!("{}: {}", wrong.object, wrong.message)));
        Err(if more > 0 { failure.because(format!("and {more} more")) } else { failure })
    }

    fn unproven(&self, why: &str) -> Failure {
        let code = &self.course.code;
        Failure::new(Kind::Findings, format!("the database of course `{code}` could not be verified"))
            .because(why)
            .database("migrated, but the course stays closed")
            .hint(format!("see all of it with `provost drift check --course {code}`, ask the rep what runs in it, then run this command again"))
    }
}
