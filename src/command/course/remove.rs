//! `provost course remove`: a course ends, and its credentials are destroyed for good.

use crate::command::Context;
use crate::command::courses::{Courses, pin};
use crate::failure::Result;
use crate::model::course::{Course, CourseCode, CourseState, Placement};

pub(super) async fn remove(context: &Context<'_>, code: &CourseCode) -> Result<()> {
    let courses = Courses::open(context).await?;
    courses.registry.lock(code).await?;
    let course = courses.registry.course(code).await?;
    let what = "ends for good, destroying the credentials of, course";
    context.confirm(&format!("{what} `{code}`"), code.as_str())?;
    context.announce(&courses.main.target);
    context.database_is(
        "the course may be over, and its credentials not destroyed yet; running this command again ends that",
    );
    if course.steps.stored.is_some() && course.state != CourseState::Archived {
        give_back(context, &courses, &course).await;
    }
    if course.state != CourseState::Archived {
        courses.registry.change_state(&course, CourseState::Archived).await?;
    }
    let shredded = courses.safe().shred(&course).await?;
    context.printer.document(&format!("course `{code}` is over\n{shredded}{}", database(&course)))
}

/// The rep's database is the rep's again. One that does not answer keeps its mark, which harms nobody.
async fn give_back(context: &Context<'_>, courses: &Courses, course: &Course) {
    let given_back = async {
        let Some(pin) = pin(course) else { return Ok(()) };
        courses.door(course).await?.open().await?.unmark(&pin).await
    };
    if let Err(failure) = given_back.await {
        context.printer.warn(&format!(
            "its database could not be told: {failure}; before another course can use it: `delete from provost.marker`"
        ));
    }
}

fn database(course: &Course) -> String {
    let Some(database) = &course.database else { return String::new() };
    let (server, name) = (&database.server, &database.database);
    match (database.placement, &database.schema) {
        (Placement::External, _) => format!(
            "its database `{server}/{name}` is the rep's, and stays as it is: let them reset its password\n"
        ),
        (_, Some(schema)) => format!(
            "its schema stays as it is; to lose it: `drop schema \"{schema}\" cascade` in `{server}/{name}`\n"
        ),
        (_, None) => format!("its database stays as it is; to lose it: `dropdb {name}` on `{server}`\n"),
    }
}
