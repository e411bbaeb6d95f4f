//! What the role may do in the target. Facts in, findings out.

use crate::finding::{Finding, Severity};
use crate::model::{Facts, ident};
use crate::pg::apply::unwritable;
use crate::pg::{Checkup, Door};

/// What the role may do.
pub(super) fn of_role(door: &Door, facts: &Facts, checkup: &Checkup) -> Vec<Finding> {
    let user = &facts.user;
    let kind = if facts.superuser { "a superuser" } else { "not a superuser" };
    let mut findings = vec![Finding::note("target-role", user, format!("as role `{user}`, {kind}"))];
    if let Some(failure) = unwritable(&door.target, &door.history, facts) {
        findings.push(Finding::of_failure("target-role", user, &failure));
    }
    if checkup.creates_in_public == Some(false) {
        let text = format!("role `{user}` may not make tables in schema `public`");
        let fix = format!(
            "where files need that, run as the database's owner: grant create on schema public to {}",
            ident(user)
        );
        findings.push(Finding::note("target-role", user, text).severity(Severity::Warning).fix(fix));
    }
    if let Some((table, owner)) = &checkup.foreign_table {
        let others = match checkup.foreign_tables {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        let text =
            format!("`{table}`{others} belong to other roles (`{owner}`): only an owner may alter a table");
        let fix = format!("migrate as that role, or run: grant {} to {}", ident(owner), ident(user));
        findings.push(Finding::note("target-owner", table, text).severity(Severity::Warning).fix(fix));
    }
    findings
}
