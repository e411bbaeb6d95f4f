//! What quickstart says before and after its steps.

use super::place::Place;
use crate::command::Context;
use crate::command::db::Own;
use crate::failure::Result;
use crate::render::style::{STRONG, Styled};
use crate::render::{duration, escape, shell_word};
use std::time::Duration;

/// Variables that lead commands which the person types elsewhere.
const LEADING: [&str; 4] =
    ["PROVOST_DATABASE_URL", "PROVOST_MIGRATIONS", "PROVOST_PROJECT", "PROVOST_SHADOW_URL"];

pub(super) fn opening(place: &Place) -> String {
    let folder = escape::line(&place.shown).into_owned();
    let which = match place.earlier {
        true => format!(
            "The project of an earlier run is in {folder}.\nWhat is applied stays; files that are new since then are applied."
        ),
        false => format!(
            "The project goes to {folder},\nits tables to a PostgreSQL of provost's own. No other database is touched."
        ),
    };
    format!("A first look at provost, by the commands that you would type.\n{which}")
}

/// The steps leave them aside; a shell does not.
pub(super) fn warn_of_variables(context: &Context<'_>) {
    let set: Vec<&str> = LEADING.into_iter().filter(|name| context.environment.get(name).is_some()).collect();
    if !set.is_empty() {
        let names = set.join(" ");
        context.printer.warn(&format!(
            "quickstart leaves aside what is set in the environment; before you type its commands, run `unset {names}`"
        ));
    }
}

pub(super) fn closing(context: &Context<'_>, place: &Place, own: &Own, took: Duration) -> Result<String> {
    let folder = shell_word(&place.shown);
    let url = own.server()?.address(&place.name).to_string();
    let back = if place.hello.is_newest { ", taken back, applied again" } else { "" };
    let mut text = format!(
        "\n{} in {}: planned, applied{back}, a changed file was caught,\nthree courses were set up, and a change was rolled out over them.\n\n  project   {folder}\n  database  {url}\n\n{}",
        Styled(STRONG, "Done"),
        duration(took),
        Styled(STRONG, "Next:"),
    );
    for (command, what) in [
        (format!("cd {folder} && provost db psql"), "look at the tables"),
        ("provost init shop --from empty".to_owned(), "begin a project of your own"),
        ("provost doctor --database-url URL".to_owned(), "see whether provost gets along with a database"),
        ("provost migrate adopt --help".to_owned(), "take over a database that another tool migrates"),
        ("provost db stop".to_owned(), "stop the server; what it holds stays"),
    ] {
        text += &format!("\n  {command}\n      {what}");
    }
    if let Some(program) = elsewhere(context) {
        text += &format!("\n\n`provost` is not on your PATH. For this shell: alias provost={program}");
    }
    Ok(text)
}

/// Where the running program is, if typing its name would not find one.
fn elsewhere(context: &Context<'_>) -> Option<String> {
    let path = context.environment.get("PATH").unwrap_or_default();
    let found = std::env::split_paths(path).any(|folder| folder.join("provost").is_file());
    let program = std::env::current_exe().ok().filter(|_| !found)?;
    Some(shell_word(&program.display().to_string()))
}
