//! `provost man`: manual pages, made of the same text as `--help`.

use crate::cli::{self, Man};
use crate::failure::{Failure, Kind, Result};
use crate::term::Printer;

pub(super) fn man(printer: &Printer, wanted: &Man) -> Result<()> {
    let mut tree = cli::tree();
    tree.build();
    let command = wanted.path.iter().try_fold(&tree, |command, name| {
        command.find_subcommand(name).ok_or_else(|| unknown(command, name))
    })?;
    // A page leaves out the text of what `-h` does not show; it is no short help.
    let command = command.clone().mut_args(|arg| arg.hide_short_help(false));
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .source(concat!("provost ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .map_err(|error| Failure::new(Kind::Bug, "could not write the manual page").because(error))?;
    printer.document(&String::from_utf8_lossy(&page))
}

fn unknown(command: &clap::Command, name: &str) -> Failure {
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    Failure::new(Kind::Usage, format!("there is no command `{name}`"))
        .because(match known.is_empty() {
            true => format!("`{}` has no commands of its own", command.get_name()),
            false => format!("known are {}", known.join(", ")),
        })
        .hint("run `provost --help`")
}
