//! Ctrl-C and SIGTERM: the running command is dropped, its connections with it, and the exit code says so.

use super::Context;
use crate::failure::{Failure, Kind, Result};
use tokio::signal::unix::{SignalKind, signal};

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
        tokio::select! {
            biased;
            outcome = work => outcome,
            _ = interrupt.recv() => Err(stopped(context, "Ctrl-C")),
            _ = terminate.recv() => Err(stopped(context, "SIGTERM")),
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
