//! Plans that undo: newest first, each version with its down file.

use super::build::{finish, width};
use super::order::no_such_version;
use super::step::{self, Reading};
use super::wanted::Goal;
use super::wanted::Wanted;
use super::{Action, Plan, access};
use crate::failure::{Failure, Kind, Place, Result};
use crate::model::{Found, Migration, Recorded, Version};

/// Plans the undoing of what was applied last, or of everything above a version.
///
/// # Errors
/// When a version to undo has no file or no down file.
pub fn revert(wanted: &Wanted<'_>, found: &Found) -> Result<Plan> {
    let width = width(wanted, found)?;
    let mut steps = Vec::new();
    for row in chosen(wanted, found)? {
        let migration = file_of(wanted, row)?;
        let down = migration.down.as_ref().ok_or_else(|| no_down_file(migration))?;
        let action = Action::Revert { version: row.version };
        steps.push(step::from_file(
            row.version.to_string(),
            &migration.name,
            &down.path,
            &down.sql,
            down.mode,
            action,
            &mut Reading::default(),
        )?);
    }
    for step in &mut steps {
        step.around = access::around(wanted, found, &step.body, &step.statements);
    }
    steps.extend(access::steps_behind_undone(wanted, found, !steps.is_empty())?);
    Ok(finish(wanted, found, width, steps, Vec::new()))
}

fn chosen<'f>(wanted: &Wanted<'_>, found: &'f Found) -> Result<Vec<&'f Recorded>> {
    let newest_first = found.rows().iter().rev();
    match wanted.goal {
        Goal::Latest => Ok(newest_first.take(1).collect()),
        Goal::Back(steps) => Ok(newest_first.take(steps).collect()),
        Goal::Version(version) => {
            let known = version == Version::new(0) || found.row(version).is_some();
            if !known {
                return Err(no_such_version(wanted.migrations, version)
                    .because("only an applied version can be gone back to; 0 undoes all"));
            }
            Ok(newest_first.take_while(|row| row.version > version).collect())
        }
        Goal::Forward(steps) => {
            Err(Failure::new(Kind::Usage, format!("`down --to +{steps}` points forwards"))
                .hint(format!("run `provost migrate up --to +{steps}`")))
        }
    }
}

fn file_of<'a>(wanted: &Wanted<'a>, row: &Recorded) -> Result<&'a Migration> {
    wanted.migrations.iter().find(|migration| migration.version == row.version).ok_or_else(|| {
        Failure::bad_input(format!("{} `{}` cannot be undone: its file is missing", row.version, row.name))
            .database("unchanged")
            .hint("bring the file and its down file back from version control")
    })
}

fn no_down_file(migration: &Migration) -> Failure {
    Failure::bad_input(format!("`{}` has no down file", migration.stem))
        .at(Place::file(&migration.path))
        .because(format!("nothing says how to undo it: there is no `{}.down.sql`", migration.stem))
        .database("unchanged")
        .hint(format!("write `{}.down.sql` beside it, or go forward with a new migration", migration.stem))
}
