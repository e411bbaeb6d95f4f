//! What every command is given.

#![expect(clippy::disallowed_methods, reason = "the one place that asks where we stand")]

use super::project_file::{self, ProjectFile};
use super::vault::descriptor;
use super::{Environment, process, settings};
use crate::cli::{self, Format, Options, Target as Chosen};
use crate::failure::{Failure, Result};
use crate::model::Target;
use crate::model::course::CourseCode;
use crate::render::report::Report;
use crate::render::style::{STRONG, Styled};
use crate::render::{escape, shell_word};
use crate::term::{Confirmation, Printer};
use secrecy::SecretString;
use serde::Serialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// What every command is given: where it stands, what was said, and who prints.
#[derive(Debug)]
pub struct Context<'a> {
    /// Where the person stands.
    pub directory: PathBuf,
    /// The nearest `provost.toml`, or the one that was named; read by [`Self::with_project`].
    pub project: Option<ProjectFile>,
    /// Environment variables and `.env`, read once.
    pub environment: Environment,
    /// Options, with what the environment and the project add to them.
    pub options: Options,
    /// What the target is called: `main`, a course's code, or nothing for a database that only its URL names.
    pub label: Option<String>,
    /// Who prints.
    pub printer: &'a Printer,
    /// The command line without secrets, for hints.
    pub invocation: String,
    located: Option<PathBuf>,
    /// The options as they were typed.
    given: Options,
    state: Arc<Mutex<Option<String>>>,
    stop: Arc<watch::Sender<bool>>,
    /// What `--key-fd` held.
    pub(super) handed_key: Option<Arc<SecretString>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(printer: &'a Printer, options: Options, args: &[OsString]) -> Result<Self> {
        let mut context = Self::bare(printer, options, args)?;
        context.find_project()?;
        context.read_env_file()?;
        context.fill_from_environment()?;
        Ok(context)
    }

    /// What is known before anything is read that may be at fault.
    pub(super) fn bare(printer: &'a Printer, options: Options, args: &[OsString]) -> Result<Self> {
        let directory = std::env::current_dir().map_err(|error| {
            Failure::bad_input("could not tell where we stand")
                .because(error)
                .hint("run `cd` to a folder that exists")
        })?;
        // Before anything else is opened: what has this number now was handed over.
        let handed_key = options.key.key_fd.map(descriptor::read).transpose()?;
        if handed_key.is_some() {
            process::keep_to_itself();
        }
        let environment = Environment::of_process()?;
        #[cfg(debug_assertions)]
        if let Some(lines) = environment.get("PROVOST_TEST_HOSTS") {
            crate::pg::names::told::take(lines);
        }
        Ok(Self {
            label: settings::label(&options.target),
            directory,
            project: None,
            environment,
            given: options.clone(),
            options,
            printer,
            invocation: invocation(args),
            located: None,
            state: Arc::default(),
            stop: Arc::new(watch::Sender::new(false)),
            handed_key: handed_key.map(Arc::new),
        })
    }

    /// Finds the project's file, or checks the one that was named.
    pub(super) fn find_project(&mut self) -> Result<()> {
        let named = match self.options.files.project.clone() {
            Some(file) => Some(file),
            None => self.environment.get("PROVOST_PROJECT").map(PathBuf::from),
        };
        self.located = project_file::locate(&self.directory, named.as_deref())?;
        Ok(())
    }

    /// Reads the `.env` beside the project's file, or here where there is none.
    pub(super) fn read_env_file(&mut self) -> Result<()> {
        if self.options.files.no_env_file {
            return Ok(());
        }
        let beside = self.located.as_deref().and_then(Path::parent).unwrap_or(&self.directory);
        self.environment.read_file(&beside.join(".env"))
    }

    /// Takes from the environment what flags leave open.
    pub(super) fn fill_from_environment(&mut self) -> Result<()> {
        self.options = settings::or_environment(self.options.clone(), &self.environment)?;
        self.label = settings::label(&self.options.target);
        Ok(())
    }

    /// Reads the project, if there is one, and takes from it what flags and environment leave open.
    ///
    /// # Errors
    /// When the file cannot be read, or has no place for the target.
    pub fn with_project(mut self) -> Result<Self> {
        self.read_project()?;
        Ok(self)
    }

    pub(super) fn read_project(&mut self) -> Result<()> {
        if let Some(file) = &self.located {
            let project = ProjectFile::read(file, &self.directory)?;
            self.options = settings::or_project(self.options.clone(), &project, &self.environment)?;
            self.project = Some(project);
        }
        Ok(())
    }

    /// The same command for the main database. What was said of a course's files and certificates does not count for it.
    ///
    /// # Errors
    /// As [`Self::with_project`].
    pub(super) fn on_main(&self) -> Result<Self> {
        let Chosen { main, database_url, .. } = self.given.target.clone();
        let is_named = self.given.target.course.is_none() && !main;
        self.on(
            Chosen { main: !is_named, database_url: database_url.filter(|_| is_named), ..Chosen::default() },
            false,
        )
    }

    /// The same command for a course's database, wherever main is; without a code, what holds for every course.
    ///
    /// # Errors
    /// As [`Self::with_project`].
    pub(super) fn on_course(&self, code: Option<&CourseCode>) -> Result<Self> {
        let course = Some(code.map_or_else(String::new, ToString::to_string));
        self.on(Chosen { course, ..Chosen::default() }, true)
    }

    fn on(&self, target: Chosen, keeps_certificate: bool) -> Result<Self> {
        let mut options = self.given.clone();
        options.target = Chosen { yes: options.target.yes, ..target };
        options.files.migrations = None;
        options.files.access = Vec::new();
        options.connection.history_table = None;
        options.connection.ssl_root_cert.take_if(|_| !keeps_certificate);
        let mut context = Self {
            directory: self.directory.clone(),
            project: None,
            environment: self.environment.clone(),
            label: settings::label(&options.target),
            given: options.clone(),
            options,
            printer: self.printer,
            invocation: self.invocation.clone(),
            located: self.located.clone(),
            state: Arc::clone(&self.state),
            stop: Arc::clone(&self.stop),
            handed_key: self.handed_key.clone(),
        };
        context.fill_from_environment()?;
        context.with_project()
    }

    /// Says which database is about to be written to. Every command that writes calls it before it does.
    pub fn announce(&self, target: &Target) {
        self.printer.say(format_args!("{} {}", Styled(STRONG, "target:"), escape::line(&target.to_string())));
    }

    /// Prints a result: as one JSON document where that is asked for, else as text.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn show(&self, document: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
        match self.options.output.format {
            Format::Json => self.printer.json(document),
            _ => self.printer.document(&text()),
        }
    }

    /// Prints what was found, in the format that is asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&self, report: &Report<'_>) -> Result<()> {
        self.printer.document(&self.options.output.format.layout().report(report)?)
    }

    /// The file that a finding without a place is shown at: the project's.
    pub fn home(&self) -> Option<String> {
        let file = self.located.as_deref()?;
        Some(super::project::shown(file, &self.directory))
    }

    /// Asks the person to type the target's name, unless `--yes` was said. `what` is a fragment such as "undoes `V003` on `main`".
    ///
    /// # Errors
    /// `Refused` when nobody agrees.
    pub fn confirm(&self, what: &str, name: &str) -> Result<()> {
        let yes = self.options.target.yes;
        Confirmation { what, name, yes, command: &self.invocation }.ask(self.printer)
    }

    /// Notes in what state the database is from now on, for the message after Ctrl-C.
    pub fn database_is(&self, state: impl Into<String>) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = Some(state.into());
    }

    /// Becomes true when the person wants the run to end. Whoever asks for it promises to come to rest soon and to tell the state.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Asks the run to end; whether anybody listens.
    pub(super) fn stop(&self) -> bool {
        self.stop.send(true).is_ok()
    }

    pub(super) fn database_state(&self) -> Option<String> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The command line as it could be typed again.
fn invocation(args: &[OsString]) -> String {
    let words = args.iter().skip(1).map(|arg| shell_word(&cli::redact(&arg.to_string_lossy())));
    std::iter::once("provost".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_repeats_the_command_line_without_its_secrets() {
        let args =
            ["/usr/bin/provost", "migrate", "down", "--database-url", "postgres://u:secret@h/db", "it's"];
        let args = args.map(OsString::from);
        assert_eq!(
            invocation(&args),
            r"provost migrate down --database-url 'postgres://u:***@h/db' 'it'\''s'"
        );
    }
}
