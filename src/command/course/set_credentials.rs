//! `provost course set-credentials`: another string for a course's database, proven before it takes the old one's place.

use super::own_database;
use crate::cli::course::SetCredentials as Args;
use crate::command::courses::{Courses, DATABASE_URL, pin};
use crate::command::provision::handed_over;
use crate::command::{Context, rules, target};
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{Course, Identity, MarkerKind, Placement};
use crate::onboarding::{fitness, refuse_unfit};
use crate::pg::registry::Noted;

pub(super) async fn set_credentials(context: &Context<'_>, args: &Args) -> Result<()> {
    let code = &args.code;
    let on_course = context.on_course(Some(code))?;
    let needs = target::needs(&target::read_folder(&on_course)?, &rules::read(&on_course)?);
    let courses = Courses::open(context).await?;
    courses.registry.lock(code).await?;
    let course = courses.registry.course(code).await?;
    let noted = own_database(&course, "changed")?;
    let address = handed_over(&on_course, &args.credentials, code)?.address;
    let mut door = courses.door_to(&course, address.clone())?;
    door.address.public_only = address.public_only;
    // A database that was moved is taken for another one on purpose.
    let known = door.pin.take().filter(|_| !args.moved);
    let session = door.open().await?;
    let identity = session.identity(None).await?;
    if let Some(pin) = &known {
        pin.check(&identity)?;
    }
    let facts = session.preflight(None).await?;
    refuse_unfit(&course, &fitness(&facts, Placement::External, &needs))?;
    let same = (&identity.system, &identity.database) == (&noted.system, &noted.database_oid);
    context.announce(&door.target);
    if args.moved && !same {
        may_move(&course, &identity)?;
        context.confirm(
            &format!("makes another database that of course `{code}`, and forgets the old one:"),
            code.as_str(),
        )?;
        let new = Noted::new(Placement::External, &address, None, &identity, facts.server_version);
        courses.registry.moved(&course, &new).await?;
        let course = courses.registry.course(code).await?;
        let pin =
            pin(&course).ok_or_else(|| Failure::new(Kind::Bug, "a database that was noted is not noted"))?;
        session.mark_again(&pin).await?;
        pin.check(&door.open().await?.identity(None).await?)?;
        courses.safe().seal(&course, DATABASE_URL, &address.url_with_password()).await?;
        courses.registry.marked(&course).await?;
        context.printer.hint(&format!("bring it up to date: `provost migrate up --course {code}`"));
    } else {
        courses.safe().seal(&course, DATABASE_URL, &address.url_with_password()).await?;
        courses
            .registry
            .seen(&course, &Noted::new(Placement::External, &address, None, &identity, facts.server_version))
            .await?;
    }
    context
        .printer
        .document(&format!("the new credentials of course `{code}` work, and are stored encrypted\n"))
}

/// A database that is somebody else's is not taken, whatever was said.
fn may_move(course: &Course, found: &Identity) -> Result<()> {
    match &found.marker {
        None => Ok(()),
        Some(marker) if marker.kind == MarkerKind::Course && marker.course == Some(course.id) => Ok(()),
        Some(_) => Err(Failure::new(
            Kind::Refused,
            format!("this database cannot be that of course `{}`", course.code),
        )
        .because("its row in `provost.marker` says that it is main, or another course's")
        .database("unchanged")
        .hint("hand over the database that took the old one's place")),
    }
}
