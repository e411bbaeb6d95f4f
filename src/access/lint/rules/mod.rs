//! Rules over the access files: one a file, each with its text beside it.

mod change_unread;
mod column_unindexed;
mod create_unread;
mod rule_column_open;
mod rule_idle;
mod set_source_open;
mod set_source_unmanaged;
mod set_unused;
mod sql_needless;
mod table_undeclared;

use super::{Rule, Source, Subject};
use crate::finding::Finding;

const fn rule(name: &'static str, text: &'static str, find: fn(&Subject<'_>) -> Vec<Finding>) -> Rule {
    Rule { name, text, source: Source::Rules(find) }
}

/// All of them.
pub(in crate::access::lint) const RULES: &[Rule] = &[
    rule("table-undeclared", include_str!("table-undeclared.md"), table_undeclared::find),
    rule("set-source-open", include_str!("set-source-open.md"), set_source_open::find),
    rule("set-source-unmanaged", include_str!("set-source-unmanaged.md"), set_source_unmanaged::find),
    rule("rule-column-open", include_str!("rule-column-open.md"), rule_column_open::find),
    rule("create-unread", include_str!("create-unread.md"), create_unread::find),
    rule("change-unread", include_str!("change-unread.md"), change_unread::find),
    rule("rule-idle", include_str!("rule-idle.md"), rule_idle::find),
    rule("sql-needless", include_str!("sql-needless.md"), sql_needless::find),
    rule("set-unused", include_str!("set-unused.md"), set_unused::find),
    rule("column-unindexed", include_str!("column-unindexed.md"), column_unindexed::find),
];
