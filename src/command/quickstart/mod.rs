//! `provost quickstart`: the whole main job on the embedded server, by the commands that a person would type.
//!
//! Each step is a command line that is printed, parsed and run, so that what is shown is what was done. It asks nothing and touches no
//! database but its own: variables that name another one are left aside.

#![expect(clippy::disallowed_methods, reason = "says how long it took")]

mod hello;
mod place;
mod room;
mod run;
mod steps;
mod words;

use super::Context;
use super::db::Own;
use crate::cli::Quickstart;
use crate::failure::Result;
use place::Place;
use std::time::Instant;

pub(super) async fn quickstart(context: &Context<'_>, wanted: &Quickstart) -> Result<()> {
    let began = Instant::now();
    let own = Own::find(context, None)?;
    let place = Place::find(context, wanted, &own)?;
    context.printer.say(words::opening(&place));
    words::warn_of_variables(context);
    context.database_is("only quickstart's own database was touched");
    // Its databases are known only once it runs, and the project's is named so that it meets none of them.
    let mut shown = run::Shown::new(context, &place);
    shown.run(&steps::server(context, &place)).await?;
    let place = place.named(&own).await?;
    for step in steps::job(&place)? {
        shown.run(&step).await?;
    }
    context.printer.say(words::closing(context, &place, &own, began.elapsed())?);
    Ok(())
}
