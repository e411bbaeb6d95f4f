//! The printer: every line that leaves the process goes through it.

use super::progress::Progress;
use super::stream::Stream;
use crate::failure::{Failure, Kind, Result};
use crate::render;
use crate::render::style::{GOOD, Styled, WARNING};
use clap::ColorChoice;
use dialoguer::console;
use indicatif::ProgressBar;
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// How much is printed, and in what dress.
#[derive(Debug, Clone, Copy, Default)]
pub struct Appearance {
    /// Whether there is colour.
    pub color: ColorChoice,
    /// Results, warnings and errors only.
    pub quiet: bool,
}

/// Prints.
#[derive(Debug)]
pub struct Printer {
    out: Stream,
    err: Stream,
    quiet: bool,
    can_ask: bool,
    has_document: AtomicBool,
    // While a bar is drawn, lines have to go above it.
    bar: Mutex<Option<ProgressBar>>,
}

impl Printer {
    /// A printer to the process's own streams.
    pub fn new(appearance: Appearance) -> Self {
        let (out, err) = (Stream::stdout(appearance.color), Stream::stderr(appearance.color));
        let can_ask = io::stdin().is_terminal() && err.is_terminal();
        Self {
            out,
            err,
            can_ask,
            quiet: appearance.quiet,
            has_document: AtomicBool::new(false),
            bar: Mutex::default(),
        }
    }

    /// Prints the result: styled text that ends with a line break.
    ///
    /// # Errors
    /// When it cannot be written, such as to a full disk. A reader that has gone away is no error.
    pub fn document(&self, text: &str) -> Result<()> {
        self.has_document.store(true, Ordering::Relaxed);
        self.beside_bar(|| self.out.write(text)).map_err(|error| {
            Failure::new(Kind::BadInput, "could not write the result to standard output")
                .because(error)
                .hint("make room there with `df -h` as a guide, then run the command again")
        })
    }

    /// Prints the result as one JSON document.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn json(&self, value: &impl Serialize) -> Result<()> {
        self.document(&render::json::document(value)?)
    }

    /// Says what is going on, unless `-q`. The text is styled and escaped already.
    pub fn say(&self, text: impl Display) {
        if !self.quiet {
            self.line(&format!("{text}\n"));
        }
    }

    /// Says what should not be overlooked, also under `-q`.
    pub fn warn(&self, text: &str) {
        self.line(&format!("{} {}\n", Styled(WARNING, "warning:"), render::escape::block(text)));
    }

    /// Says what to do next, unless `-q`.
    pub fn hint(&self, text: &str) {
        self.say(format_args!("{} {}", Styled(GOOD, "hint:"), render::escape::block(text)));
    }

    /// Prints a failure.
    pub fn failure(&self, failure: &Failure) {
        self.line(&render::failure(failure, self.err_width()));
    }

    /// Listens to a run, and shows how far it is.
    pub fn progress(&self) -> Progress<'_> {
        Progress::new(self)
    }

    /// Columns of the terminal that standard output is; nothing for a file or a pipe, where nothing is broken to fit.
    pub fn width(&self) -> Option<usize> {
        self.out.is_terminal().then(|| usize::from(console::Term::stdout().size().1))
    }

    /// Whether somebody is there to answer.
    pub fn can_ask(&self) -> bool {
        self.can_ask
    }

    /// Whether a result was printed already.
    pub fn has_document(&self) -> bool {
        self.has_document.load(Ordering::Relaxed)
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub(super) fn draws_bars(&self) -> bool {
        self.err.is_terminal() && !self.quiet
    }

    pub(super) fn set_bar(&self, bar: Option<ProgressBar>) {
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    /// Writes finished lines to standard error.
    pub(super) fn line(&self, text: &str) {
        // When standard error is gone, there is nobody left to tell.
        let _: io::Result<()> = self.beside_bar(|| self.err.write(text));
    }

    fn beside_bar<T>(&self, write: impl FnOnce() -> T) -> T {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn err_width(&self) -> usize {
        match self.err.is_terminal() {
            true => usize::from(console::Term::stderr().size().1),
            false => 140,
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
