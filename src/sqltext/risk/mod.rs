//! What a script may cost: data that is gone, and locks that stop the users of tables that exist already.
//!
//! It is read from the text alone, so it has limits, and errs on the side of silence only there: what runs inside of a `DO` block, a
//! function or a trigger is not seen; nor is `DELETE … WHERE true`; nor how large a table is. A lock that is held for a moment only
//! (adding a column without a default, a policy, a trigger) is not told: the lock ladder bounds it. A table that the same run creates
//! is nobody's yet, so nothing that happens to it counts.

mod alter;
mod data;
mod lock;

pub(super) use alter::rewrites;
pub(super) use data::{drop, truncate, without_where};
pub(super) use lock::index;

use super::kind::Kind;
use super::object::{ObjectKind, creates};
use super::reader::Reader;
use super::script::Script;
use crate::model::Qualified;
use crate::plan::{Risk, RiskLevel};
use std::collections::BTreeSet;

/// One reason, before it is put on a line.
pub(super) type Reason = (RiskLevel, String);

/// What a script may cost, each reason with its line.
///
/// `own` are the tables that files before it in the same run create; it learns those of this one.
pub fn risk(script: &Script<'_>, own: &mut Own) -> Risk {
    let mut risk = Risk { level: RiskLevel::Safe, reasons: Vec::new() };
    let (mut line, mut counted) = (1, 0);
    for statement in &script.statements {
        line += script.body[counted..statement.span.start].matches('\n').count();
        counted = statement.span.start;
        let text = script.text(statement);
        // What is done concurrently is done without such a lock.
        let reasons =
            if statement.kind == Kind::ReindexConcurrently { Vec::new() } else { reasons(text, own) };
        for (level, reason) in reasons {
            risk.level = risk.level.max(level);
            risk.reasons.push(format!("line {line}: {reason}"));
        }
        own.learn(text);
    }
    risk
}

fn reasons(statement: &str, own: &Own) -> Vec<Reason> {
    let mut words = Reader::new(statement);
    match words.keyword().as_deref() {
        Some("alter") => alter::reasons(&mut words, own),
        Some("drop") => data::drop(&mut words, own).into_iter().collect(),
        Some("truncate") => data::truncate(&mut words, own),
        Some("delete" | "update" | "with") => data::without_where(statement, own),
        Some(command) => lock::reason(command, &mut words, own).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The tables and types that a run has created so far.
#[derive(Debug, Default)]
pub struct Own(BTreeSet<Qualified>);

impl Own {
    pub(super) fn learn(&mut self, statement: &str) {
        let mut words = Reader::new(statement);
        if !words.word("create") {
            return;
        }
        let counts = [ObjectKind::Table, ObjectKind::MaterializedView, ObjectKind::Index, ObjectKind::Type];
        let made = creates(statement).into_iter().filter(|object| counts.contains(&object.kind));
        self.0.extend(made.map(|object| plain(&object.name)));
        // A temporary table is this session's alone.
        words.any(&["global", "local"]);
        if words.any(&["temp", "temporary"]).is_some() && words.word("table") {
            words.words(&["if", "not", "exists"]);
            self.0.extend(words.name().map(|name| plain(&name)));
        }
    }

    pub(super) fn has(&self, table: &Qualified) -> bool {
        self.0.contains(&plain(table))
    }
}

impl FromIterator<Qualified> for Own {
    fn from_iter<I: IntoIterator<Item = Qualified>>(names: I) -> Self {
        Self(names.into_iter().map(|name| plain(&name)).collect())
    }
}

/// `public.a` and `a` are one table unless somebody changed the search path.
fn plain(name: &Qualified) -> Qualified {
    let schema = name.schema.clone().filter(|schema| schema.as_str() != "public");
    Qualified { schema, name: name.name.clone() }
}

/// A name as messages show it.
pub(super) fn shown(name: &Qualified) -> String {
    match &name.schema {
        Some(schema) => format!("`{}.{}`", schema.as_str(), name.name.as_str()),
        None => format!("`{}`", name.name.as_str()),
    }
}
