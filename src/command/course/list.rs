//! `provost course list`: every course, and how far it is.

use crate::cli::Format;
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
    match context.options.output.format {
        Format::Json => context.printer.json(&listed),
        Format::Text if listed.is_empty() => context.printer.document("no courses\n"),
        Format::Text => context.printer.document(&render::course::list(&listed, context.printer.width())),
    }
}
