//! `provost course test`: whether a course's database can be worked on, and what its rep must change.

use crate::cli::course::Test as Args;
use crate::command::courses::Courses;
use crate::command::provision::{handed_over, look_at};
use crate::command::{Context, rules, target};
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::course::{CourseCode, Placement};
use crate::pg::Preflight;
use crate::render;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    code: &'a CourseCode,
    facts: &'a Preflight,
    findings: &'a [Finding],
}

pub(super) async fn test(context: &Context<'_>, args: &Args) -> Result<()> {
    let on_course = context.on_course(Some(&args.code))?;
    let needs = target::needs(&target::read_folder(&on_course)?, &rules::read(&on_course)?);
    let courses = Courses::open(context).await?;
    let course = courses.registry.course(&args.code).await?;
    let credentials = &args.credentials;
    let door = match credentials.url_stdin || credentials.url_env.is_some() {
        true => {
            let address = handed_over(&on_course, credentials, &args.code)?.address;
            let mut door = courses.door_to(&course, address.clone())?;
            door.address.public_only = address.public_only;
            door.pin = None;
            door
        }
        false => courses.door(&course).await?,
    };
    let placement = course.database.as_ref().map_or(Placement::External, |database| database.placement);
    let schema = course.database.as_ref().and_then(|database| database.schema.as_deref());
    let (_, facts, findings) = look_at(&courses, &course, &door, placement, schema, &needs).await?;
    show(context, &args.code, &facts, &findings)
}

fn show(context: &Context<'_>, code: &CourseCode, facts: &Preflight, findings: &[Finding]) -> Result<()> {
    let wrong = findings.iter().filter(|finding| finding.severity >= Severity::Error).count();
    let document = Document { code, facts, findings };
    context.show(&document, || {
        let mut text = render::findings(findings);
        if wrong == 0 {
            text += &format!(
                "the database of course `{code}` can be worked on: PostgreSQL {}, as `{}`
",
                facts.server_version / 10_000,
                render::escape::line(&facts.user)
            );
        }
        text
    })?;
    match wrong {
        0 => Ok(()),
        1 => Err(Failure::new(
            Kind::Findings,
            format!("1 thing must change before course `{code}` can use this database"),
        )
        .database("unchanged")),
        _ => Err(Failure::new(
            Kind::Findings,
            format!("{wrong} things must change before course `{code}` can use this database"),
        )
        .database("unchanged")),
    }
}
