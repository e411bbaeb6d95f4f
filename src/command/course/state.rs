//! `provost course suspend` and `resume`.

use crate::command::Context;
use crate::command::courses::Courses;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{CourseCode, CourseState};

pub(super) async fn change(context: &Context<'_>, code: &CourseCode, to: CourseState) -> Result<()> {
    let courses = Courses::open(context).await?;
    courses.registry.lock(code).await?;
    let course = courses.registry.course(code).await?;
    let from = if to == CourseState::Suspended { CourseState::Active } else { CourseState::Suspended };
    if course.state == to {
        return context.printer.document(&format!("course `{code}` is {to} already\n"));
    }
    if course.state != from {
        return Err(Failure::new(Kind::Refused, format!("course `{code}` cannot be made {to}"))
            .because(format!("it is {}, and only a course that is {from} can", course.state))
            .database("unchanged")
            .hint(format!("see `provost course show {code}`")));
    }
    context.announce(&courses.main.target);
    courses.registry.change_state(&course, to).await?;
    context.printer.document(&match to {
        CourseState::Suspended => format!(
            "course `{code}` is suspended: it is closed to its members, its database stays as it is\n"
        ),
        _ => format!("course `{code}` is active again\n"),
    })
}
