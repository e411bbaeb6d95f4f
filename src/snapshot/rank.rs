//! How bad a difference is: what decides who may see or change what ranks highest.

use super::{Change, Kind, Object};
use crate::finding::Severity;

/// Of an object that only one side has.
pub(super) fn whole(object: &Object, change: &Change) -> Severity {
    match object.kind {
        Kind::Policy
        | Kind::DefaultPrivileges
        | Kind::Role
        | Kind::Trigger
        | Kind::EventTrigger
        | Kind::Rule => Severity::Security,
        Kind::Function if is_definer(object) => Severity::Security,
        // What nobody asked for may hold rows that nobody protects.
        Kind::Table if *change == Change::Extra && object.fact("row_security") == false => Severity::Security,
        Kind::View | Kind::MaterializedView | Kind::Bucket | Kind::Publication
            if *change == Change::Extra =>
        {
            Severity::Security
        }
        Kind::Statistics => Severity::Warning,
        _ => Severity::Error,
    }
}

/// Of a fact that both sides have.
pub(super) fn fact(wanted: &Object, found: &Object, name: &str) -> Severity {
    match (wanted.kind, name) {
        (_, "comment") => Severity::Note,
        (_, "grants" | "column_grants" | "owner" | "row_security" | "force_row_security" | "enabled")
        | (Kind::Policy | Kind::DefaultPrivileges | Kind::Role | Kind::Trigger | Kind::Rule, _)
        | (Kind::Function, "security" | "settings" | "leakproof" | "volatility")
        | (Kind::View, "options" | "definition")
        | (Kind::MaterializedView, "definition")
        | (Kind::Bucket, "public")
        | (Kind::Publication, "tables" | "schemas" | "all_tables") => Severity::Security,
        (Kind::Function, _) if is_definer(wanted) || is_definer(found) => Severity::Security,
        (Kind::Statistics, _) | (Kind::Column, "storage" | "compression") => Severity::Warning,
        (Kind::Function, "cost" | "rows" | "parallel" | "support") => Severity::Warning,
        _ => Severity::Error,
    }
}

fn is_definer(object: &Object) -> bool {
    object.text("security") == Some("definer")
}
