//! `provost db stop`: stops the embedded server. Its sessions are ended; what it holds stays.

use super::{Own, Report};
use crate::cli::Format;
use crate::command::Context;
use crate::failure::Result;

pub(super) async fn stop(context: &Context<'_>) -> Result<()> {
    let own = Own::find(context, None)?;
    context.printer.say(match own.cluster.stop().await? {
        true => "stopped the embedded server",
        false => "the embedded server does not run",
    });
    match context.options.output.format {
        Format::Json => Report::of(&own).await?.print(context),
        _ => Ok(()),
    }
}
