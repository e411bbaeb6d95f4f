//! What is wrong with access though it reads and applies: in the rules, in the migration files, in a catalog, in the plans of queries.
//!
//! A rule has a name that never changes, and a text that says what it finds, why, and how to mend it. Rules over access files and
//! migrations are functions here; those over a catalog are SQL, and those over plans judge what the server answered.

mod accepted;
mod catalog;
mod condition;
mod files;
mod plans;
mod reach;
mod rule;
mod rules;
mod subject;

pub use accepted::{accepted, unused_acceptance};
pub use catalog::{drift, generated, question, question_of};
pub use plans::{Answer, Plan, Probe, judge, probes};
pub use rule::{Rule, Source, rule, rules as all};
pub use subject::Subject;

use crate::finding::Finding;
use crate::model::Migration;

/// What the access files themselves show, against the tables that there are.
pub fn of_rules(subject: &Subject<'_>) -> Vec<Finding> {
    let found = |rule: &Rule| match rule.source {
        Source::Rules(find) => find(subject),
        _ => Vec::new(),
    };
    all().flat_map(found).collect()
}

/// What the text of migrations shows.
pub fn of_files(migrations: &[Migration]) -> Vec<Finding> {
    let found = |rule: &Rule| match rule.source {
        Source::Files(find) => find(migrations),
        _ => Vec::new(),
    };
    all().flat_map(found).collect()
}
