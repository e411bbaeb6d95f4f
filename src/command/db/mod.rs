//! `provost db`: the embedded server, one file a verb.

mod platform;
pub(super) mod psql;
mod reset;
mod server;
mod start;
mod status;
mod stop;
mod url;

pub use server::{Own, embedded};
pub use status::Report;

use super::Context;
use crate::cli::db::Command;
use crate::failure::Result;

/// Runs a verb of `db`.
pub(super) async fn db(context: &Context<'_>, verb: Command) -> Result<()> {
    match verb {
        Command::Start(wanted) => start::start(context, &wanted).await,
        Command::Stop => stop::stop(context).await,
        Command::Status => status::status(context).await,
        Command::Url(wanted) => url::url(context, &wanted).await,
        Command::Psql(wanted) => psql::psql(context, &wanted).await,
        Command::Reset(wanted) => reset::reset(context, &wanted).await,
        Command::Platform => platform::platform(context).await,
    }
}
