//! The frame around every command: parse, run, print what went wrong, exit code.
//!
//! One file a verb. A verb reads what it needs through [`Context`], calls the pure parts, and hands the result to the printer. It
//! returns a [`crate::Failure`] instead of printing one, and never ends the process.

mod access;
mod address;
mod bug;
mod completions;
mod context;
mod course;
mod courses;
pub mod db;
mod doctor;
mod drift;
mod environment;
mod file;
mod fleet;
mod init;
mod interrupt;
mod lint;
mod man;
mod migrate;
mod page;
mod process;
pub mod project;
mod project_file;
mod provision;
mod quickstart;
mod report;
mod rules;
mod settings;
mod shadow;
mod target;
mod validate;
mod vault;

pub use context::Context;
pub use environment::Environment;
pub use project_file::{FILE_NAME, ProjectFile};

use crate::cli::{self, Cli, Command, Format};
use crate::failure::{Failure, Result};
use crate::term::{self, Appearance, Printer};
use clap::ColorChoice;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Runs one command line, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    process::leave_no_core();
    bug::report_panics();
    let args = args.into_iter();
    let run = || run_arguments(&args.collect::<Vec<OsString>>());
    // The hook has told what there is to tell.
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| bug::exit_code())
}

fn run_arguments(args: &[OsString]) -> ExitCode {
    let cli = match cli::parse(args.iter().cloned()) {
        Ok(cli) => cli,
        Err(error) => return help_or_usage(&error, cli::color(args)),
    };
    let output = &cli.options.output;
    let format = output.format;
    let printer = Printer::new(Appearance { color: output.color, quiet: output.quiet });
    term::trace(output.verbose);
    match dispatch(&printer, cli, args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(&printer, &failure, format),
    }
}

fn dispatch(printer: &Printer, cli: Cli, args: &[OsString]) -> Result<()> {
    let Cli { options, command } = cli;
    match command {
        // These three leave aside, or tell about, what other commands would stop at.
        Command::Quickstart(wanted) => {
            let context = Context::bare(printer, options, args)?;
            interrupt::block_on(&context, quickstart::quickstart(&context, &wanted))
        }
        Command::Init(wanted) => init::init(&Context::bare(printer, options, args)?, &wanted),
        Command::Doctor(_) => {
            let (context, seen) = doctor::Seen::of(Context::bare(printer, options, args)?);
            interrupt::block_on(&context, doctor::doctor(&context, seen))
        }
        Command::Migrate(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, migrate::migrate(&context, verb))
        }
        Command::Access(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, access::access(&context, verb))
        }
        Command::Drift(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, drift::drift(&context, verb))
        }
        Command::Report(wanted) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, report::report(&context, &wanted))
        }
        Command::Provision(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, provision::provision(&context, verb))
        }
        Command::Course(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, course::course(&context, verb))
        }
        Command::Fleet(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, fleet::fleet(&context, verb))
        }
        Command::Vault(verb) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, vault::vault(&context, verb))
        }
        Command::Lint(wanted) => lint::lint(&Context::new(printer, options, args)?.with_project()?, &wanted),
        Command::Validate(wanted) => {
            let context = Context::new(printer, options, args)?.with_project()?;
            interrupt::block_on(&context, validate::validate(&context, &wanted))
        }
        Command::Db(verb) => {
            let context = Context::new(printer, options, args)?;
            // A project's own database is not what `platform` is asked to change by name.
            let named_only = matches!(verb, cli::db::Command::Platform);
            let context = if named_only { context } else { context.with_project()? };
            interrupt::block_on(&context, db::db(&context, verb))
        }
        Command::Completions(wanted) => completions::completions(printer, &wanted),
        Command::Man(wanted) => man::man(printer, &wanted),
    }
}

fn told(printer: &Printer, failure: &Failure, format: Format) -> ExitCode {
    // A verb that has printed its report is not followed by a second document.
    let document = if printer.has_document() { Ok(None) } else { format.layout().failure(failure) };
    let written = document.and_then(|text| text.map_or(Ok(()), |text| printer.document(&text)));
    if let Err(unwritten) = written {
        printer.failure(&unwritten);
    }
    printer.failure(failure);
    ExitCode::from(failure.kind().exit_code())
}

/// Help and version are results; everything else that clap says is an error of usage.
fn help_or_usage(error: &clap::Error, color: ColorChoice) -> ExitCode {
    let printer = Printer::new(Appearance { color, ..Appearance::default() });
    let text = cli::redact(&error.render().ansi().to_string());
    if error.use_stderr() {
        printer.say(text.trim_end());
        return ExitCode::from(crate::failure::Kind::Usage.exit_code());
    }
    match printer.document(&text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(&printer, &failure, Format::Text),
    }
}
