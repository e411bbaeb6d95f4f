//! Runs a step as the program runs any command line, and prints the line before it.

use super::hello::{Hello, RULES, SPOILS, Spoilt};
use super::place::Place;
use super::room::Room;
use super::steps::{Change, Ending, Step};
use crate::assets::{HELLO, HELLO_DOWN, HELLO_RULES, ROOM, ROOM_DOWN};
use crate::cli::{self, Command};
use crate::command::{Context, Environment, access, db, fleet, init, migrate, provision, vault};
use crate::failure::{Failure, Kind, Result};
use crate::render::shell_word;
use crate::render::style::{FAINT, PLACE, STRONG, Styled};
use std::ffi::OsString;
use std::path::PathBuf;

/// Variables of ours that lead to no database; all others, and PostgreSQL's, are left aside.
const HARMLESS: [&str; 3] = ["PROVOST_STATE_DIR", "PROVOST_CACHE_DIR", "PROVOST_PG_BIN"];

/// The run so far.
pub(super) struct Shown<'a> {
    context: &'a Context<'a>,
    environment: Environment,
    folder: PathBuf,
    shown_folder: String,
    /// Where the person would stand; in the project's folder once it was entered.
    standing: PathBuf,
    entered: bool,
    number: usize,
    spoilt: Option<Spoilt>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(context: &'a Context<'a>, place: &Place) -> Self {
        let kept = context.environment.values().iter().filter(|(name, _)| {
            HARMLESS.contains(&name.as_str()) || !(name.starts_with("PROVOST_") || name.starts_with("PG"))
        });
        Self {
            context,
            environment: Environment::of(kept.map(|(name, value)| (name.clone(), value.clone()))),
            folder: place.folder.clone(),
            shown_folder: place.shown.clone(),
            standing: context.directory.clone(),
            entered: false,
            number: 0,
            spoilt: None,
        }
    }

    /// Prints a step and runs it.
    ///
    /// # Errors
    /// What the command ended with; and when a command that is to find something finds nothing.
    pub(super) async fn run(&mut self, step: &Step) -> Result<()> {
        self.number += 1;
        let printer = self.context.printer;
        printer.say(format_args!(
            "\n{} {}",
            Styled(STRONG, format!("{}.", self.number)),
            Styled(STRONG, step.title)
        ));
        self.change(step.before)?;
        let line: Vec<String> = step.words.iter().map(|word| shell_word(word)).collect();
        self.typed(&format!("provost {}", line.join(" ")));
        let ended = self.command(step).await;
        match (ended, step.ends) {
            (Ok(()), Ending::Well | Ending::DoneBefore) => Ok(()),
            (Err(failure), Ending::DoneBefore) if failure.kind() == Kind::Refused => {
                printer.say(Styled(FAINT, format!("({failure}: an earlier run did it)")));
                Ok(())
            }
            (Err(failure), Ending::Finds) if failure.kind() == Kind::Findings => {
                printer.failure(&failure);
                printer.say(Styled(
                    FAINT,
                    format!("(exit code {}, as a pipeline would see it)", failure.kind().exit_code()),
                ));
                Ok(())
            }
            (Ok(()), Ending::Finds) => {
                Err(Failure::new(Kind::Bug, "the change of an applied file was not noticed")
                    .hint("report this with the lines above"))
            }
            (Err(failure), _) => Err(failure),
        }
    }

    async fn command(&self, step: &Step) -> Result<()> {
        let words = std::iter::once("provost").chain(step.words.iter().map(String::as_str));
        let words: Vec<OsString> = words.map(OsString::from).collect();
        let unreadable =
            |error: clap::Error| Failure::new(Kind::Bug, "a step of quickstart is no command").because(error);
        let cli = cli::parse(words.iter().cloned()).map_err(unreadable)?;
        let mut context = Context::bare(self.context.printer, cli.options, &words)?;
        (context.directory, context.environment) = (self.standing.clone(), self.environment.clone());
        context.fill_from_environment()?;
        if let Command::Init(wanted) = &cli.command {
            return init::make(&context, wanted);
        }
        // Until then no project is meant, also where one stands in another one.
        if self.entered {
            context.find_project()?;
        }
        let context = context.with_project()?;
        match cli.command {
            Command::Migrate(verb) => migrate::migrate(&context, verb).await,
            Command::Access(verb) => access::access(&context, verb).await,
            Command::Db(cli::db::Command::Psql(wanted)) => db::psql::run(&context, &wanted).await,
            Command::Db(verb) => db::db(&context, verb).await,
            Command::Vault(verb) => vault::vault(&context, verb).await,
            Command::Provision(verb) => provision::provision(&context, verb).await,
            Command::Fleet(verb) => fleet::fleet(&context, verb).await,
            other => Err(Failure::new(Kind::Bug, format!("quickstart cannot run {other:?}"))),
        }
    }

    fn change(&mut self, change: Change) -> Result<()> {
        let hello = || Hello::find(&self.folder);
        match change {
            Change::None => {}
            Change::Enter => {
                self.typed(&format!("cd {}", shell_word(&self.shown_folder)));
                self.standing.clone_from(&self.folder);
                self.entered = true;
            }
            Change::Fill => {
                let hello = hello()?;
                hello.fill()?;
                self.typed(&format!("cat >> {} <<'END'\n{HELLO}END", hello.path()));
                self.typed(&format!("echo '{}' >> {}", HELLO_DOWN.trim_end(), hello.down_path()));
                self.typed(&format!("cat >> {RULES} <<'END'{HELLO_RULES}END"));
            }
            Change::Room => {
                let room = Room::of(&self.folder);
                if room.write()? {
                    self.typed(&format!("cat > {} <<'END'\n{ROOM}END", Room::UP));
                    self.typed(&format!("echo '{}' > {}", ROOM_DOWN.trim_end(), Room::DOWN));
                }
            }
            Change::Spoil => {
                let hello = hello()?;
                self.spoilt = Some(hello.spoil()?);
                self.typed(&format!("echo '{SPOILS}' >> {}", hello.path()));
            }
            Change::PutBack => {
                if let Some(spoilt) = self.spoilt.take() {
                    spoilt.put_back()?;
                }
                self.typed(&format!("sed -i '$d' {}", hello()?.path()));
            }
        }
        Ok(())
    }

    fn typed(&self, line: &str) {
        for (index, line) in crate::render::escape::block(line).lines().enumerate() {
            let prompt = if index == 0 { "$" } else { ">" };
            self.context.printer.say(format_args!("{} {}", Styled(FAINT, prompt), Styled(PLACE, line)));
        }
    }
}
