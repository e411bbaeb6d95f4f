//! What works, but should be known before files run.

use super::{Plan, Wanted};
use crate::finding::{Finding, Severity};
use crate::model::Found;
use crate::spec::Folder;

/// Adds what is to be known of the files that a plan runs. Of files that ran long ago nothing is said: it is too late.
pub fn note(plan: &mut Plan, folder: &Folder) {
    let is_of_pending = |notice: &&Finding| match &*notice.rule {
        "no-files" => true,
        "line-ends-crlf" => plan.steps.iter().any(|step| step.sql.contains("\r\n")),
        _ => plan.steps.iter().any(|step| notice.place.as_deref() == Some(step.origin.file.as_str())),
    };
    let notices: Vec<Finding> = folder.notices.iter().filter(is_of_pending).cloned().collect();
    plan.notices.extend(notices);
}

/// At a first run, says that the database has a history already, only not where this run looks for it: all files would run again.
pub fn other_history(wanted: &Wanted<'_>, found: &Found) -> Option<Finding> {
    let other = found.facts.other_histories.first().filter(|_| !found.facts.history_exists)?;
    let tool = match other.as_str() {
        "provost.history" => None,
        "public.refinery_schema_history" => Some("refinery"),
        "public._sqlx_migrations" => Some("sqlx"),
        "public.flyway_schema_history" => Some("flyway"),
        "supabase_migrations.schema_migrations" => Some("supabase"),
        _ => Some("dbmate` or `--from golang-migrate"),
    };
    let fix = match tool {
        Some(tool) => {
            format!("if these files ran already, take it over first: `provost migrate adopt --from {tool}`")
        }
        None => format!("if these files ran already, run this with `--history-table {other}`"),
    };
    Some(Finding {
        rule: "other-history".into(),
        severity: Severity::Warning,
        target: None,
        object: other.clone(),
        place: None,
        message: format!(
            "`{}` is not there yet, but `{other}` is: another history of this database",
            wanted.history.label()
        ),
        fix: Some(fix),
    })
}
