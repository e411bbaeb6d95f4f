//! `provost course list`: every course, and how far it is.

use crate::cli::course::List as Args;
use crate::command::Context;
use crate::command::courses::Courses;
use crate::failure::Result;
use crate::render;

pub(super) async fn list(context: &Context<'_>, args: &Args) -> Result<()> {
    let courses = Courses::open(context).await?;
    let listed = match &args.courses {
        None => courses.registry.every().await?,
        Some(selector) => courses.select(selector).await?,
    };
    context.show(&listed, || match listed.is_empty() {
        true => "no courses
"
        .to_owned(),
        false => render::course::list(&listed, context.printer.width()),
    })
}
