//! Questions, on a terminal only: the name of what would be lost, typed; a password, hidden.

use super::printer::Printer;
use crate::failure::{Failure, Kind, Result};
use crate::render::escape;
use dialoguer::{Input, Password};
use secrecy::SecretString;

/// What a person has to agree to.
#[derive(Debug, Clone, Copy)]
pub struct Confirmation<'a> {
    /// What would happen, as a lower-case fragment: "drops the column `grades.mark` of `main`".
    pub what: &'a str,
    /// The target's name, to be typed.
    pub name: &'a str,
    /// Whether `--yes` was said.
    pub yes: bool,
    /// The command line, without secrets, for the hint.
    pub command: &'a str,
}

impl Confirmation<'_> {
    /// Asks, unless `--yes` was said.
    ///
    /// # Errors
    /// `Refused` when the answer is another, or there is nobody to ask; `Interrupted` on Ctrl-C.
    pub fn ask(&self, printer: &Printer) -> Result<()> {
        if self.yes {
            return Ok(());
        }
        let refused = |why: &str| {
            Failure::new(Kind::Refused, format!("this {}, and nobody agreed to it", self.what))
                .because(why)
                .database("unchanged")
                .hint(format!("check the target, then run `{} --yes`", self.command))
        };
        if !printer.can_ask() {
            return Err(refused("there is no terminal to ask on"));
        }
        printer.line(&format!("This {}.\n", escape::line(self.what)));
        let typed: String = Input::new()
            .with_prompt(format!("Type `{}` to go on", escape::line(self.name)))
            .allow_empty(true)
            .interact_text()
            .map_err(interrupted)?;
        if typed.trim() == self.name { Ok(()) } else { Err(refused("the name that was typed is another")) }
    }
}

/// Asks for a secret without showing it.
///
/// # Errors
/// `Refused` when there is nobody to ask, with `hint` saying how else to hand it over; `Interrupted` on Ctrl-C.
pub fn hidden(printer: &Printer, prompt: &str, hint: &str) -> Result<SecretString> {
    somebody_there(printer, prompt, hint)?;
    Password::new().with_prompt(prompt).interact().map(SecretString::from).map_err(interrupted)
}

/// Asks for a line of text; an empty one is asked for again.
///
/// # Errors
/// As [`hidden`].
pub fn ask(printer: &Printer, prompt: &str, hint: &str) -> Result<String> {
    somebody_there(printer, prompt, hint)?;
    let typed: String = Input::new().with_prompt(prompt).interact_text().map_err(interrupted)?;
    Ok(typed.trim().to_owned())
}

fn somebody_there(printer: &Printer, prompt: &str, hint: &str) -> Result<()> {
    if printer.can_ask() {
        return Ok(());
    }
    Err(Failure::new(Kind::Refused, format!("could not ask for the {prompt}"))
        .because("there is no terminal to ask on")
        .hint(hint))
}

/// Ctrl-C comes as an error, since the terminal is in raw mode while it asks.
fn interrupted(error: dialoguer::Error) -> Failure {
    let terminal = dialoguer::console::Term::stderr();
    // Where the cursor cannot be shown again the terminal is gone, and with it whoever would miss it.
    let _ = terminal.show_cursor().and_then(|()| terminal.write_line(""));
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        std::io::ErrorKind::Interrupted => {
            Failure::new(Kind::Interrupted, "stopped before anything was done").database("unchanged")
        }
        _ => Failure::new(Kind::Refused, "could not ask on this terminal").because(error),
    }
}

#[cfg(test)]
mod tests {
    use super::super::printer::{Appearance, tests::printer};
    use super::*;

    #[test]
    fn off_a_terminal_only_yes_counts() {
        let (printer, _, err) = printer(Appearance::default());
        let mut question = Confirmation {
            what: "undoes `V002` on `main`",
            name: "campus",
            yes: false,
            command: "provost migrate down",
        };
        let refused = question.ask(&printer).unwrap_err();
        assert_eq!(refused.kind(), Kind::Refused);
        assert_eq!(refused.hints(), ["check the target, then run `provost migrate down --yes`"]);
        question.yes = true;
        question.ask(&printer).unwrap();
        assert_eq!(err.text(), "");
    }

    #[test]
    fn a_secret_is_not_asked_for_off_a_terminal() {
        let (printer, ..) = printer(Appearance::default());
        let refused = hidden(&printer, "password", "set `PGPASSWORD`").unwrap_err();
        assert_eq!((refused.kind(), refused.hints()), (Kind::Refused, &["set `PGPASSWORD`".to_owned()][..]));
    }
}
