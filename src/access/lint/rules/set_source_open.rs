//! Sets whose tables are written by the people who gain from it.

use crate::access::lint::Subject;
use crate::access::lint::condition::written as text_of;
use crate::access::lint::reach::{afterwards, is_bounded, is_for_anyone, is_id, pinned, written};
use crate::finding::{Finding, Severity};
use crate::model::access::{CatalogRelation, Operation, Rule, Set, Table, TableName};
use std::collections::BTreeSet;

pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (set_name, set) in &subject.access.sets {
        for (schema, table) in &set.query.tables {
            let name = TableName::new(schema.clone().unwrap_or_default(), table);
            let declared = subject.access.tables.get(&name);
            let (Some(table), Some(relation)) = (declared, subject.catalog.relation(&name)) else { continue };
            for rule in table.rules.iter().filter(|rule| is_for_anyone(rule)) {
                for column in open_columns(set, relation, table, rule) {
                    let message = format!(
                        "set `{set_name}` reads `{name}.{column}`, which `{}` may set to what they like",
                        rule.who_text
                    );
                    let object = format!("{name}.{column}");
                    let spot = subject.spot(table, rule);
                    let finding = subject.finding("set-source-open", Severity::Error, object, spot, message);
                    findings.push(finding.fix(format!(
                        "hold `{column}` to what is theirs in the rule's `rows`, or leave it out of `cols`"
                    )));
                }
            }
        }
    }
    findings
}

/// The columns that decide what is in the set, and that the rule leaves open.
fn open_columns(set: &Set, relation: &CatalogRelation, table: &Table, rule: &Rule) -> BTreeSet<String> {
    let gives_own_row = is_key(relation, given(set).as_deref()) && is_bounded(rule);
    let decides = |column: &str| {
        set.query.columns.iter().any(|it| it.name == column)
            && !is_key(relation, Some(column))
            // Of a row of their own, how it is may be theirs to say; where it belongs is not.
            && (!gives_own_row || is_id(relation, column))
    };
    let mut open = BTreeSet::new();
    for operation in [Operation::Insert, Operation::Update] {
        if rule.can.contains(&operation) {
            let pinned = pinned(afterwards(rule, operation));
            let columns = written(relation, table, rule).into_iter();
            open.extend(columns.filter(|it| decides(it) && !pinned.contains(it)).map(str::to_owned));
        }
    }
    open
}

/// Whether a column alone is the key: nobody can give a row the key of another.
fn is_key(relation: &CatalogRelation, column: Option<&str>) -> bool {
    column.is_some_and(|column| relation.key == [column])
}

/// The column whose values a set gives, where it gives a column at all.
fn given(set: &Set) -> Option<String> {
    let text = text_of(&set.query.pieces).to_ascii_lowercase();
    if text.contains(" union ") {
        return None;
    }
    let mut words = text.strip_prefix("select ")?.split_whitespace();
    let column = words.next()?;
    let is_plain = column.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    (is_plain && words.next() == Some("from"))
        .then(|| column.rsplit('.').next().unwrap_or_default().to_owned())
}
