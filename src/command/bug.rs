//! A panic is a bug in provost: it says so, and where, and nothing of the values at hand, which may be secrets.

use crate::failure::{Failure, Kind, Place};
use crate::term::{Appearance, Printer};
use std::panic::PanicHookInfo;
use std::process::ExitCode;

/// Replaces the panic message, which would print the payload.
pub(super) fn report_panics() {
    std::panic::set_hook(Box::new(|info| Printer::new(Appearance::default()).failure(&failure(info))));
}

/// The code that a bug ends with.
pub(super) fn exit_code() -> ExitCode {
    ExitCode::from(Kind::Bug.exit_code())
}

fn failure(info: &PanicHookInfo<'_>) -> Failure {
    let failure = Failure::new(Kind::Bug, concat!("this is a bug in provost ", env!("CARGO_PKG_VERSION")))
        .database("unknown: the run stopped in the middle; what was not committed is rolled back")
        .hint("run `provost migrate status`, then report the lines above with the command that you ran");
    match info.location() {
        Some(at) => failure.at(Place {
            file: at.file().to_owned(),
            position: Some((at.line() as usize, at.column() as usize)),
            note: None,
        }),
        None => failure,
    }
}
