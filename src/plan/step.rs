//! Files as steps.

use super::{Action, Around, Origin, Risk, RiskLevel, Step, Transaction};
use crate::failure::{Excerpt, Failure, Place, Result};
use crate::finding::Finding;
use crate::model::{HistoryTable, Migration, Mode, Repeatable, VersionWidth};
use crate::sqltext::{self, Own, Script};
use std::borrow::Cow;
use std::sync::Arc;

/// What is learned while the files of a plan are read, one after the other.
#[derive(Default)]
pub(super) struct Reading {
    own: Own,
    pub(super) notices: Vec<Finding>,
}

/// A versioned file to run.
pub(super) fn apply(migration: &Migration, width: VersionWidth, reading: &mut Reading) -> Result<Step> {
    let id = migration.version.to_string();
    let action = Action::Apply {
        version: migration.version,
        name: migration.name.clone(),
        checksum: migration.checksum(width),
        down: migration.down.as_ref().map(|down| Arc::clone(&down.sql)),
    };
    from_file(id, &migration.name, &migration.path, &migration.sql, migration.mode, action, reading)
}

/// A repeatable file to run.
pub(super) fn repeat(file: &Repeatable, reading: &mut Reading) -> Result<Step> {
    let action = Action::Repeat { name: file.name.clone(), checksum: file.checksum() };
    from_file(format!("R__{}", file.name), &file.name, &file.path, &file.sql, file.mode, action, reading)
}

/// A version to write down without running anything.
pub(super) fn record(migration: &Migration, width: VersionWidth) -> Step {
    let action = Action::Record {
        version: migration.version,
        name: migration.name.clone(),
        checksum: migration.checksum(width),
    };
    bookkeeping(migration.version.to_string(), &migration.name, &migration.path, action)
}

/// The making of the history's own tables.
pub(super) fn prepare(history: &HistoryTable) -> Step {
    let title = format!("make {}", history.label());
    bookkeeping("history".to_owned(), &title, "sql/history/prepare.sql", Action::Prepare)
}

/// A step that runs no file.
pub(super) fn bookkeeping(id: String, title: &str, file: &str, action: Action) -> Step {
    Step {
        id,
        title: title.to_owned(),
        sql: Arc::from(""),
        body: Arc::from(""),
        statements: Arc::from([]),
        transaction: Transaction::Inside,
        risk: Risk { level: RiskLevel::Safe, reasons: Vec::new() },
        around: Around::default(),
        origin: Origin { file: file.to_owned(), line: 1 },
        action,
    }
}

pub(super) fn from_file(
    id: String,
    title: &str,
    path: &str,
    sql: &Arc<str>,
    mode: Mode,
    action: Action,
    reading: &mut Reading,
) -> Result<Step> {
    let script = Script::read(sql, mode).map_err(|problem| {
        Failure::bad_input(format!("`{path}` cannot run as it is written"))
            .at(Place::offset(path, sql, problem.span.start))
            .showing(Excerpt::around(sql, problem.span.clone()))
            .because(&problem.message)
            .database("unchanged")
            .hint(&problem.hint)
    })?;
    reading.notices.extend(script.notices.iter().map(|notice| notice.in_file(&id, path, sql)));
    let line = script.statements.first().map_or(1, |statement| {
        Place::offset(path, sql, statement.span.start).position.map_or(1, |(line, _)| line)
    });
    Ok(Step {
        id,
        title: title.to_owned(),
        body: match &script.body {
            Cow::Borrowed(_) => Arc::clone(sql),
            Cow::Owned(body) => Arc::from(body.as_str()),
        },
        risk: sqltext::risk(&script, &mut reading.own),
        around: Around::default(),
        statements: Arc::from(script.statements),
        sql: Arc::clone(sql),
        transaction: match mode {
            Mode::Transaction => Transaction::Inside,
            Mode::NoTransaction => Transaction::Outside,
        },
        origin: Origin { file: path.to_owned(), line },
        action,
    })
}
