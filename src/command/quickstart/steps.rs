//! What quickstart shows, in order. Each step is a command line.

use super::hello::NAME;
use super::place::Place;
use crate::assets::PEOPLE;
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
    /// How the command is to end.
    pub(super) ends: Ending,
}

/// How a step's command is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With what was wanted.
    Well,
    /// It finds something wrong, and says so by its exit code.
    Finds,
    /// With what was wanted, or it is refused because an earlier run did it.
    DoneBefore,
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
    /// The courses' migrations get one more.
    Room,
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
    steps.push(Step { before: Change::Spoil, ends: Ending::Finds, ..spoil });
    steps.push(Step { before: Change::PutBack, ..step("And once it is put back", "migrate verify") });
    steps.extend(courses());
    Ok(steps)
}

/// Three courses with a database each, and a change that goes to all of them.
fn courses() -> Vec<Step> {
    let key = step("Courses bring credentials: make the key that they are encrypted with", "vault init");
    let mut people =
        step("A campus has people: a dean, and somebody who looks after courses", "db psql -- -qc");
    people.words.push(PEOPLE.trim_end().to_owned());
    let mut steps = vec![Step { ends: Ending::DoneBefore, ..key }, people];
    for (code, title) in [
        ("cs101", "Set up a course: seven stages, each of which can be cut off and goes on"),
        ("cs102", "Another"),
        ("cs103", "And a third"),
    ] {
        let line = format!(
            "provision course {code} --title {code} --term 2026 --placement database --by dean@campus.example --rep rep@campus.example"
        );
        steps.push(step(title, &line));
    }
    let plan = step("All courses get a new column: what would be done?", "fleet plan");
    steps.push(Step { before: Change::Room, ..plan });
    steps.push(step("Roll it out, one course first", "fleet up --canary 1"));
    steps.push(step("And see where each course is", "fleet status --all"));
    steps
}

fn step(title: &'static str, command: &str) -> Step {
    let words = command.split(' ').map(str::to_owned).collect();
    Step { title, before: Change::None, words, ends: Ending::Well }
}
