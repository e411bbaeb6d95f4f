//! What the target holds, beside what the files count on. Facts in, findings out.

use crate::embedded::platform;
use crate::finding::{Finding, Severity};
use crate::model::Found;
use crate::plan::{State, Status};
use crate::spec::Folder;
use std::collections::BTreeSet;

/// What files say that count on the platform.
const OF_PLATFORM: [&str; 5] = ["auth.uid", "auth.users", "storage.objects", "authenticated", "service_role"];

/// Extensions that the files make and the server does not have.
pub(super) fn extensions(needed: &[String], there: &BTreeSet<String>) -> Option<Finding> {
    let missing: Vec<&str> =
        needed.iter().filter(|name| !there.contains(*name)).map(String::as_str).collect();
    let first = missing.first()?;
    let text =
        format!("the files create the extension `{}`, which the server does not have", missing.join("`, `"));
    Some(
        Finding::note("target-extension", *first, text)
            .severity(Severity::Error)
            .fix("install it on the server's machine, or choose a server that has it"),
    )
}

/// What there is of Supabase, and whether the files count on it.
pub(super) fn platform(found: platform::Found, folder: Option<&Folder>) -> Finding {
    let note = |text: &str| Finding::note("target-platform", "platform", text);
    let needed = folder.is_some_and(counts_on_platform);
    match found {
        platform::Found::StandIn => note("provost's stand-in for Supabase's platform is there"),
        platform::Found::Foreign => {
            note("schemas `auth` or `storage` are there: Supabase, or something of that kind")
        }
        platform::Found::Nothing if needed => note(
            "a plain PostgreSQL, but the files name roles or schemas of Supabase's platform",
        )
        .severity(Severity::Warning)
        .fix("install a stand-in: `provost db platform --database-url postgres://SUPERUSER@HOST/DATABASE`"),
        platform::Found::Nothing => note("a plain PostgreSQL without Supabase's platform"),
    }
}

/// Whether a statement names what only the platform brings. Comments do not count.
fn counts_on_platform(folder: &Folder) -> bool {
    let lines = folder.migrations.iter().flat_map(|file| file.sql.lines());
    let code = lines.map(|line| line.split("--").next().unwrap_or_default().to_lowercase());
    code.into_iter().any(|line| {
        line.split(|c: char| !(c.is_ascii_alphanumeric() || "_.".contains(c))).any(is_of_platform)
    })
}

fn is_of_platform(word: &str) -> bool {
    OF_PLATFORM.contains(&word)
}

/// How far the target is.
pub(super) fn history(status: &Status, found: &Found, has_folder: bool) -> Vec<Finding> {
    let table = &status.history;
    let note = |text: String| Finding::note("target-history", table, text);
    let count = |state: State| status.migrations.iter().filter(|line| line.state == state).count();
    let mut findings = vec![match (&found.history, has_folder) {
        (None, _) => {
            note(format!("there is no history `{table}` yet: the first `provost migrate up` makes it"))
        }
        (Some(history), false) => note(format!("history `{table}` has {} versions", history.rows.len())),
        (Some(_), true) => note(format!(
            "history `{table}`: {} applied, {} pending",
            count(State::Applied),
            count(State::Pending)
        )),
    }];
    if has_folder {
        let odd = count(State::Changed) + count(State::Missing);
        if odd > 0 {
            let text = format!("{odd} applied migrations differ from their files, or have none");
            findings.push(
                note(text)
                    .severity(Severity::Error)
                    .fix("run `provost migrate verify`: it names each with its way out"),
            );
        }
        for (state, what) in
            [(State::OutOfOrder, "are older than what is applied"), (State::PartWay, "are applied in part")]
        {
            if count(state) > 0 {
                let text = format!("{} migrations {what}", count(state));
                findings.push(
                    note(text)
                        .severity(Severity::Warning)
                        .fix("run `provost migrate plan` to see what `up` would do"),
                );
            }
        }
    }
    findings
}
