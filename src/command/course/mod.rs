//! `provost course`: one file a verb.

mod list;
mod remove;
mod rotate;
mod set_credentials;
pub(super) mod show;
mod state;
mod test;

use super::Context;
use crate::cli::course::Command;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::{Course, CourseDatabase, CourseState, Placement};

/// Runs a verb of `course`.
pub(super) async fn course(context: &Context<'_>, verb: Command) -> Result<()> {
    match verb {
        Command::List(args) => list::list(context, &args).await,
        Command::Show(args) => show::show(context, &args.code).await,
        Command::Test(args) => test::test(context, &args).await,
        Command::SetCredentials(args) => set_credentials::set_credentials(context, &args).await,
        Command::Rotate(args) => rotate::rotate(context, &args.code).await,
        Command::Suspend(args) => state::change(context, &args.code, CourseState::Suspended).await,
        Command::Resume(args) => state::change(context, &args.code, CourseState::Active).await,
        Command::Remove(args) => remove::remove(context, &args.code).await,
    }
}

/// The rep's own database, whose credentials are the course's alone.
fn own_database<'a>(course: &'a Course, what: &str) -> Result<&'a CourseDatabase> {
    let code = &course.code;
    let refused = |why: String, hint: String| {
        Err(Failure::new(Kind::Refused, format!("the credentials of course `{code}` cannot be {what}"))
            .because(why)
            .database("unchanged")
            .hint(hint))
    };
    match &course.database {
        _ if course.state == CourseState::Archived => refused(
            "the course is over, and they are destroyed".to_owned(),
            format!("see `provost course show {code}`"),
        ),
        Some(database) if course.steps.stored.is_some() => match database.placement {
            Placement::External => Ok(database),
            placement => refused(
                format!(
                    "with placement `{placement}` they are those of our own server, which all courses share"
                ),
                "change the password there, then the variable that `server_url` names in `provost.toml`"
                    .to_owned(),
            ),
        },
        _ => {
            refused("none are stored yet".to_owned(), format!("go on with `provost provision course {code}`"))
        }
    }
}
