//! `provost db start`: starts the embedded server and makes the project's database.

use super::{Own, Report};
use crate::cli::db::Start;
use crate::command::Context;
use crate::failure::Result;

pub(super) async fn start(context: &Context<'_>, wanted: &Start) -> Result<()> {
    let own = Own::find(context, None)?;
    if !own.start(context, &[], wanted.tcp).await? {
        context.printer.say("the embedded server runs already");
    }
    if own.ensure_database().await? {
        context.printer.say(format_args!("made the database {}", own.database.as_str()));
    }
    Report::of(&own).await?.print(context)
}
