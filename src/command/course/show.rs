//! `provost course show`: the six steps of a course's making with their times, and what comes next.

use crate::command::Context;
use crate::command::courses::Courses;
use crate::failure::Result;
use crate::model::course::{Attempt, Course, CourseCode};
use crate::render;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    course: &'a Course,
    next: Option<String>,
    stages: &'a [Attempt],
}

pub(super) async fn show(context: &Context<'_>, code: &CourseCode) -> Result<()> {
    let courses = Courses::open(context).await?;
    print(context, &courses, &courses.registry.course(code).await?).await
}

/// Prints a course as it stands in the registry.
///
/// # Errors
/// When main does not answer, or nobody takes the text.
pub(in crate::command) async fn print(
    context: &Context<'_>,
    courses: &Courses,
    course: &Course,
) -> Result<()> {
    let stages = courses.registry.attempts(course.id).await?;
    let document = Document { course, next: render::course::next(course), stages: &stages };
    context.show(&document, || render::course::show(course, &stages))
}
