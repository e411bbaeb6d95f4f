//! The rules, one file each, with a page of the same name beside it.

use super::rule::{Judge, Rule};
use crate::finding::Severity::{Error, Warning};

macro_rules! rules {
    ($($name:literal = $module:ident, $judge:ident, $severity:ident;)+) => {
        $(mod $module;)+

        /// All of them.
        pub(super) const RULES: &[Rule] = &[$(Rule {
            name: $name,
            page: include_str!(concat!($name, ".md")),
            severity: $severity,
            judge: Judge::$judge($module::find),
        }),+];
    };
}

rules! {
    "column-drops" = column_drops, Statement, Warning;
    "column-rewrites" = column_rewrites, Statement, Error;
    "column-without-default" = column_without_default, Statement, Error;
    "constraint-checks-rows" = constraint_checks_rows, Statement, Error;
    "data-drops" = data_drops, Statement, Warning;
    "definer-search-path" = definer_search_path, Statement, Error;
    "down-missing" = down_missing, File, Error;
    "enum-value-used" = enum_value_used, Statement, Error;
    "foreign-key-checks-rows" = foreign_key_checks_rows, Statement, Error;
    "grant-missing" = grant_missing, File, Warning;
    "index-blocks-writes" = index_blocks_writes, Statement, Error;
    "index-if-not-exists" = index_if_not_exists, Statement, Warning;
    "name-changes" = name_changes, Statement, Warning;
    "not-null-checks-rows" = not_null_checks_rows, Statement, Error;
    "platform-altered" = platform_altered, Statement, Error;
    "rows-lost" = rows_lost, Statement, Warning;
    "transaction-refused" = transaction_refused, Statement, Error;
    "type-rewrites" = type_rewrites, Statement, Error;
}
