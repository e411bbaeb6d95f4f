//! What a person sees: the document on standard output, everything else on standard error. Nothing else in the program prints.
//!
//! Text arrives styled; colour is taken out where it is not wanted. Text of servers and files is escaped where it becomes part of a
//! message: in [`crate::render`] and in [`Progress`].

mod confirm;
mod printer;
mod progress;
mod stream;

pub use confirm::{Confirmation, ask, hidden};
pub use printer::{Appearance, Printer};
pub use progress::Progress;

use tracing_subscriber::filter::LevelFilter;

/// Prints diagnostics of the inside on standard error: under `-v` what is done, under `-vv` how.
pub fn trace(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let lines = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_ansi(false);
    // Somebody who embeds the library may have a subscriber of their own.
    let _ = lines.without_time().try_init();
}
