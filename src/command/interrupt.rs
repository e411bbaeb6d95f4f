//! Ctrl-C and SIGTERM.
//!
//! A command that listens for it is asked to stop, and tells itself in what state it leaves the database. Any other is dropped, its
//! connections with it. A second signal, or too long a wait, drops the first kind as well.

use super::Context;
use crate::failure::{Failure, Kind, Result};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// How long a command that was asked to stop may take to come to rest.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a command's future to its end, or to the first signal.
///
/// One thread is enough: the work is done by the server.
pub(super) fn block_on(context: &Context, work: impl Future<Output = Result<()>>) -> Result<()> {
    let unable = |error: std::io::Error| {
        Failure::new(Kind::Refused, "could not start: the system gives no timers or signals").because(error)
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(unable)?;
    let outcome = runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt()).map_err(unable)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(unable)?;
        let mut signalled = async || {
            tokio::select! {
                _ = interrupt.recv() => "Ctrl-C",
                _ = terminate.recv() => "SIGTERM",
            }
        };
        let mut work = std::pin::pin!(work);
        let by = tokio::select! {
            biased;
            outcome = &mut work => return outcome,
            by = signalled() => by,
        };
        if !context.stop() {
            return Err(stopped(context, by));
        }
        tokio::select! {
            biased;
            outcome = &mut work => outcome,
            by = signalled() => Err(stopped(context, by)),
            () = tokio::time::sleep(PATIENCE) => Err(stopped(context, by)),
        }
    });
    // A name that is being looked up in another thread must not hold the process.
    runtime.shutdown_background();
    outcome
}

fn stopped(context: &Context, by: &str) -> Failure {
    let failure = Failure::new(Kind::Interrupted, format!("stopped by {by}"));
    match context.database_state() {
        Some(state) => failure.database(state).hint(format!("run `{}` again to go on", context.invocation)),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Options;
    use crate::term::{Appearance, Printer};
    use nix::sys::signal::{Signal, raise};
    use std::ffi::OsString;

    fn stopped_by(sent: Signal) -> Failure {
        let printer = Printer::new(Appearance::default());
        let args = ["provost", "migrate", "up"].map(OsString::from);
        let context = Context::new(&printer, Options::default(), &args).unwrap();
        let work = async {
            context.database_is("V001–V002 are applied, V003 was rolled back");
            raise(sent).unwrap();
            std::future::pending().await
        };
        block_on(&context, work).unwrap_err()
    }

    #[test]
    fn a_signal_stops_the_work_and_tells_the_state() {
        for (signal, name) in [(Signal::SIGINT, "Ctrl-C"), (Signal::SIGTERM, "SIGTERM")] {
            let failure = stopped_by(signal);
            assert_eq!((failure.kind(), failure.what()), (Kind::Interrupted, &*format!("stopped by {name}")));
            assert_eq!(failure.database_state(), Some("V001–V002 are applied, V003 was rolled back"));
            assert_eq!(failure.hints(), ["run `provost migrate up` again to go on"]);
        }
    }
}
