//! `provost init`: writes a new project, all of it or nothing.

mod contents;
mod name;
mod write;

use contents::Contents;

use super::{Context, project};
use crate::cli::{Init, System};
use crate::failure::Result;
use crate::render::shell_word;
use serde::Serialize;

#[derive(Serialize)]
struct Report {
    created: Vec<String>,
}

/// Writes the project and says how to go on.
pub(super) fn init(context: &Context<'_>, wanted: &Init) -> Result<()> {
    make(context, wanted)?;
    context.printer.say(next(context, wanted));
    Ok(())
}

/// Writes the project.
pub(super) fn make(context: &Context<'_>, wanted: &Init) -> Result<()> {
    let contents = Contents::of(context, wanted)?;
    let written = write::write(&contents)?;
    for (file, line) in &written.kept {
        context
            .printer
            .hint(&format!("`{file}` is there already and stays as it is; add this line to it: {line}"));
    }
    let created: Vec<String> = written.created.iter().map(|path| contents.shown(path)).collect();
    context.show(&Report { created }, || contents.summary(&written.created))
}

/// Lines that can be pasted.
fn next(context: &Context<'_>, wanted: &Init) -> String {
    let folder = project::shown(&wanted.directory, &context.directory);
    let enter = (folder != ".").then(|| format!("cd {}", shell_word(&folder)));
    let first = match wanted.from {
        System::Empty => ("provost migrate new create_users --down", "write a first migration"),
        _ => ("provost migrate plan", "show what would be done"),
    };
    let place = match wanted.embedded {
        true => "apply it, on the server that provost runs",
        false => "apply it, where PROVOST_MAIN_URL says, else on a server that provost runs",
    };
    let commented =
        |(command, why): (&str, &str)| format!("{command:<width$}  # {why}", width = first.0.len());
    let lines = enter.into_iter().chain([commented(first), commented(("provost migrate up", place))]);
    lines.fold("next:".to_owned(), |text, line| format!("{text}\n  {line}"))
}
