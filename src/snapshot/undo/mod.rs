//! The SQL that makes what is as it should be: what goes, what comes, what is changed in place, in an order that PostgreSQL takes.
//!
//! What must go and come again because something under it changes is found through the objects' needs. Names of the found side reach
//! the SQL only as quoted names; texts of expressions come from the wanted side alone.

mod alter;
mod context;
mod grant;
mod hole;
mod label;
mod order;
mod script;
mod statement;
mod work;

use super::{Difference, Drift, Id};
use std::collections::BTreeMap;

/// What undoes differences.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    /// Statements that cannot stand in the transaction.
    pub before: Vec<String>,
    /// Statements in their order.
    pub steps: Vec<(Id, String)>,
    /// What no statement undoes.
    pub untouched: Vec<Untouched>,
}

/// A difference that no statement undoes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untouched {
    /// The object.
    pub id: Id,
    /// Why.
    pub why: String,
}

/// The SQL that undoes some of the differences.
pub fn undo(drift: &Drift, differences: &[&Difference]) -> Undo {
    let work = work::Work::of(drift, differences);
    statement::write(drift, &work)
}

impl Undo {
    /// Each object's statements, for its finding; or why there are none.
    pub fn by_object(&self) -> BTreeMap<&Id, String> {
        let mut texts: BTreeMap<&Id, String> = BTreeMap::new();
        for (id, sql) in &self.steps {
            let text = texts.entry(id).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(sql);
        }
        for Untouched { id, why } in &self.untouched {
            texts.entry(id).or_insert_with(|| format!("no statement undoes it: {why}"));
        }
        texts
    }
}
