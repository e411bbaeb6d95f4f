//! `provost provision`: the main database, or a course with its own.

mod course;
mod main;

pub(super) use course::{handed_over, look_at};

use super::Context;
use crate::cli::course::Provision;
use crate::failure::Result;

/// Runs a verb of `provision`.
pub(super) async fn provision(context: &Context<'_>, verb: Provision) -> Result<()> {
    match verb {
        Provision::Main => main::main(context).await,
        Provision::Course(args) => course::course(context, &args).await,
    }
}
