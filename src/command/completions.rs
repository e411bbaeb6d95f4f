//! `provost completions`: a script for the shell.

use crate::cli::{self, Completions};
use crate::failure::Result;
use crate::term::Printer;

pub(super) fn completions(printer: &Printer, wanted: &Completions) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut cli::tree(), "provost", &mut script);
    printer.document(&String::from_utf8_lossy(&script))
}
