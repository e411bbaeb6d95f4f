//! Rules over the text of migrations: statements that do nothing, of which a catalog keeps no trace.

mod default_revoke_idle;
mod revoke_column_idle;

use super::{Rule, Source};
use crate::failure::Place;
use crate::finding::{Finding, Severity};
use crate::model::Migration;
use crate::sqltext;

const fn rule(name: &'static str, text: &'static str, find: fn(&[Migration]) -> Vec<Finding>) -> Rule {
    Rule { name, text, source: Source::Files(find) }
}

/// All of them.
pub(super) const RULES: &[Rule] = &[
    rule("default-revoke-idle", include_str!("default-revoke-idle.md"), default_revoke_idle::find),
    rule("revoke-column-idle", include_str!("revoke-column-idle.md"), revoke_column_idle::find),
];

/// Findings about statements, whose words are given in lower case, signs apart.
fn about(
    migrations: &[Migration],
    rule: &'static str,
    judge: impl Fn(&[&str]) -> Option<(String, String)>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for migration in migrations {
        // A text that cannot be split is refused elsewhere, with its place.
        for statement in sqltext::split(&migration.sql).unwrap_or_default() {
            let spaced =
                migration.sql[statement.span.clone()].to_lowercase().replace('(', " ( ").replace(',', " , ");
            let words: Vec<&str> = spaced.split_whitespace().collect();
            let Some((message, fix)) = judge(&words) else { continue };
            let place = Place::offset(&migration.path, &migration.sql, statement.span.start).to_string();
            let finding = Finding::note(rule, &migration.stem, message).severity(Severity::Warning).fix(fix);
            findings.push(Finding { place: Some(place), ..finding });
        }
    }
    findings
}
