//! What quickstart shows, in order. Each step is a command line.

use super::hello::NAME;
use super::place::Place;
use crate::command::Context;
use crate::failure::Result;

/// One step.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// What it is for.
    pub(super) title: &'static str,
    /// What happens to a file before the command runs.
    pub(super) before: Change,
    /// The command's words, without the program's name; empty for a step that an earlier run has done.
    pub(super) words: Vec<String>,
    /// Whether the command is to find something wrong, and to say so by its exit code.
    pub(super) finds: bool,
}

/// What happens to a file, or to where one stands, before a step's command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// The person goes to the project's folder.
    Enter,
    /// The new migration gets its text.
    Fill,
    /// The applied migration is changed.
    Spoil,
    /// The change is taken back.
    PutBack,
}

/// The server comes first: the project's database is named after what it holds already.
pub(super) fn server(context: &Context<'_>, place: &Place) -> Step {
    let mut step = step("Start a PostgreSQL of provost's own", "db start");
    let given = &context.options.server;
    if let Some(programs) = &given.pg_bin {
        step.words.extend(["--pg-bin".to_owned(), programs.display().to_string()]);
    }
    step.words.extend(given.no_fetch.then(|| "--no-fetch".to_owned()));
    if place.earlier {
        step.before = Change::Enter;
    }
    step
}

/// Everything after it.
pub(super) fn job(place: &Place) -> Result<Vec<Step>> {
    place.hello.heal()?;
    let mut steps = Vec::new();
    if !place.earlier {
        let mut init = step("Write a project: the campus system", "init");
        init.words.extend([place.shown.clone(), "--name".into(), place.name.clone(), "--embedded".into()]);
        steps.push(init);
    }
    let entering = if place.earlier { Change::None } else { Change::Enter };
    steps.push(Step { before: entering, ..step("What would be done? This writes nothing", "migrate plan") });
    steps.push(step("Do it: each file in a transaction with its row of history", "migrate up"));
    steps.push(step("See what is applied, when, and by whom", "migrate status"));
    if place.hello.stem.is_none() {
        steps.push(step(
            "Write a migration of your own, and the way back",
            &format!("migrate new {NAME} --down"),
        ));
        steps.push(Step {
            before: Change::Fill,
            ..step("Fill it, say who may read the table, and apply both", "migrate up")
        });
    }
    steps.push(step(
        "What do the rules mean for it? Your database is not asked",
        "access render --table hello",
    ));
    if place.hello.is_newest {
        steps.push(step("Take the newest one back", "migrate down --yes"));
        steps.push(step("And apply it again", "migrate up"));
    }
    let spoil = step("Somebody edits a file that is applied: is it noticed?", "migrate verify");
    steps.push(Step { before: Change::Spoil, finds: true, ..spoil });
    steps.push(Step { before: Change::PutBack, ..step("And once it is put back", "migrate verify") });
    Ok(steps)
}

fn step(title: &'static str, command: &str) -> Step {
    let words = command.split(' ').map(str::to_owned).collect();
    Step { title, before: Change::None, words, finds: false }
}
