//! What was handed over is looked at: one connection, nothing written. Whose database it is, and whether it is fit.

use super::{Done, Making, handed_over};
use crate::command::courses::Courses;
use crate::command::target;
use crate::failure::{Failure, Kind, Result};
use crate::finding::Finding;
use crate::model::course::{Course, Identity, Placement};
use crate::onboarding::{Needs, fitness, refuse_unfit, whose};
use crate::pg::registry::Noted;
use crate::pg::{Address, Door, Preflight};
use crate::render;
use crate::term::ask;
use std::time::Duration;

/// How long a database may take for a look, whatever it does.
const PATIENCE: Duration = Duration::from_secs(60);

impl Making<'_> {
    pub(super) async fn checked(&mut self) -> Result<Done> {
        let rep = match (&self.args.rep, &self.course.rep) {
            (Some(email), _) | (None, Some(email)) => email.clone(),
            (None, None) => ask(
                self.context.printer,
                "e-mail address of the course's rep",
                &format!("say it: `provost provision course {} --rep EMAIL`", self.course.code),
            )?,
        };
        let rep = self.courses.registry.person(&rep).await?;
        let (address, schema) = match self.placement {
            Placement::External => {
                (handed_over(&self.on_course, &self.args.credentials, &self.course.code)?.address, None)
            }
            Placement::Database | Placement::Schema => self.held().await?,
        };
        let door = self.courses.door_to(&unnoted(&self.course), address.clone())?;
        let needs = target::needs(&self.folder, &self.access);
        let (identity, facts, findings) =
            look_at(&self.courses, &self.course, &door, self.placement, schema.as_deref(), &needs).await?;
        refuse_unfit(&self.course, &findings)?;
        if !findings.is_empty() {
            self.context.printer.say(render::findings(&findings).trim_end());
        }
        let noted = Noted::new(self.placement, &address, schema.as_deref(), &identity, facts.server_version);
        let detail = format!(
            "{}/{} as {}, PostgreSQL {}",
            address.label(),
            address.database,
            address.user,
            facts.server_version / 10_000
        );
        self.handed = Some(address);
        Ok(Done { detail, rep: Some(rep.id), database: Some(noted), ..Done::default() })
    }
}

/// The course without what was noted of a database that it may not get.
fn unnoted(course: &Course) -> Course {
    Course { database: None, ..course.clone() }
}

/// Looks at a database that is to be a course's: whose it is, which is refused here, and what keeps it from being fit.
///
/// # Errors
/// When it cannot be reached, or is somebody else's.
pub(in crate::command) async fn look_at(
    courses: &Courses,
    course: &Course,
    door: &Door,
    placement: Placement,
    schema: Option<&str>,
    needs: &Needs,
) -> Result<(Identity, Preflight, Vec<Finding>)> {
    let looked = async {
        let session = door.open().await?;
        let identity = session.identity(schema).await?;
        whose(course, &identity, &courses.registry.related(course.id, schema, &identity).await?)?;
        let facts = session.preflight(schema).await?;
        let findings = fitness(&facts, placement, needs);
        Ok((identity, facts, findings))
    };
    match tokio::time::timeout(PATIENCE, looked).await {
        Ok(looked) => looked,
        Err(_) => Err(too_slow(&door.address)),
    }
}

fn too_slow(address: &Address) -> Failure {
    Failure::new(Kind::Connect, format!("`{}/{}` did not answer in time", address.label(), address.database))
        .because(format!("a look at it took longer than {} s", PATIENCE.as_secs()))
        .database("unchanged")
        .hint("try again when the server has less to do")
}
