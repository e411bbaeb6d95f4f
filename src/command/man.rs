//! `provost man`: the manual page, made of the same text as `--help`.

use crate::cli;
use crate::failure::{Failure, Kind, Result};
use crate::term::Printer;

pub(super) fn man(printer: &Printer) -> Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(cli::tree())
        .render(&mut page)
        .map_err(|error| Failure::new(Kind::Bug, "could not write the manual page").because(error))?;
    printer.document(&String::from_utf8_lossy(&page))
}
