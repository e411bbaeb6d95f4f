//! `provost provision main`: the main database has all that the project's files and rules make, and the registry of courses.

use crate::cli::migrate::{Steps, Up};
use crate::command::courses::Courses;
use crate::command::{Context, migrate};
use crate::failure::Result;
use crate::plan::OutOfOrder;

pub(super) async fn main(context: &Context<'_>) -> Result<()> {
    let steps =
        Steps { to: None, out_of_order: OutOfOrder::Error, single_transaction: false, restore_access: false };
    migrate::up(context, &Up { steps, dry_run: false, plan: None }).await?;
    let courses = Courses::open(context).await?;
    let count = courses.registry.every().await?.len();
    context.printer.say(format_args!(
        "the registry is there: {count} {}",
        if count == 1 { "course" } else { "courses" }
    ));
    courses.safe().ready().await?;
    context.printer.hint("set a course up with `provost provision course CODE`");
    Ok(())
}
