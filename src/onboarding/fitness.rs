//! What a database must allow, as findings that a rep can act on.

use crate::embedded::OLDEST_MAJOR;
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::model::course::{Course, Placement};
use crate::pg::Preflight;

/// What a course's files and rules ask of its database.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// The extensions that its files make.
    pub extensions: Vec<String>,
    /// Whether there are rules, which ask `auth.uid()` who somebody is.
    pub platform: bool,
}

/// Everything that keeps a database from being a course's; worst first.
pub fn fitness(found: &Preflight, placement: Placement, needs: &Needs) -> Vec<Finding> {
    let error = |rule, object: &str, message: String, fix: &str| {
        Finding::note(rule, object, message).severity(Severity::Error).fix(fix.to_owned())
    };
    let mut findings = Vec::new();
    let major = found.server_version / 10_000;
    if major < OLDEST_MAJOR {
        findings.push(error(
            "course-version",
            "server",
            format!("PostgreSQL {major} is too old: {OLDEST_MAJOR} is the oldest that works"),
            "make a new project, or upgrade this one: dashboard > Project Settings > Infrastructure",
        ));
    }
    if found.in_recovery || found.read_only {
        findings.push(error(
            "course-read-only",
            "server",
            "the database takes no writes: it is a replica, or its disk is full".to_owned(),
            "hand over the string of the primary database, or make room: dashboard > Database > Settings > Disk",
        ));
    }
    if !found.can_create || (placement != Placement::Schema && !found.can_create_in_public) {
        let what = if found.can_create { "tables in `public`" } else { "schemas" };
        findings.push(error(
            "course-rights",
            &found.user,
            format!("the role `{}` may not make {what}", found.user),
            "hand over the string of the role `postgres`: dashboard > Connect > Session pooler",
        ));
    }
    if found.tables > 0 && !found.has_history {
        let (are, more) = match found.tables {
            1 => ("is 1 table or view", ""),
            _ => ("are tables and views", ", …"),
        };
        let more = if found.tables > 3 { more } else { "" };
        findings.push(error(
            "course-tables",
            "tables",
            format!("there {are} in it that provost did not make: {}{more}", found.first_tables),
            "hand over a new, empty project; tables that are the course's own are taken over with `provost migrate baseline --course CODE --database-url URL`",
        ));
    }
    if let Some(names) = &found.event_triggers {
        findings.push(error(
            "course-event-triggers",
            names,
            format!("event triggers run on whatever provost does there: {names}"),
            "drop them: `drop event trigger NAME`",
        ));
    }
    if needs.platform && !found.has_platform {
        findings.push(error(
            "course-platform",
            "auth.uid()",
            "the course's rules ask `auth.uid()` who somebody is, and the database has no such function".to_owned(),
            "hand over the database of a Supabase project; a plain PostgreSQL gets the like with `provost db platform --database-url URL`",
        ));
    }
    let missing: Vec<&str> =
        needs.extensions.iter().filter(|name| !found.extensions.contains(name)).map(String::as_str).collect();
    if !missing.is_empty() {
        findings.push(error(
            "course-extensions",
            &missing.join(", "),
            format!("the server does not have what the course needs: {}", missing.join(", ")),
            "use a server that offers them: dashboard > Database > Extensions lists a project's",
        ));
    }
    if found.superuser {
        findings.push(
            Finding::note("course-superuser", &found.user, format!("`{}` is a superuser", found.user))
                .severity(Severity::Warning)
                .fix("a role that owns the database is enough, and safer to hand over"),
        );
    }
    findings
}

/// Refuses a database that is not fit, with all that is to be changed.
///
/// # Errors
/// When a finding is an error.
pub fn refuse_unfit(course: &Course, findings: &[Finding]) -> Result<()> {
    let wrong: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity >= Severity::Error).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let failure =
        Failure::new(Kind::Refused, format!("this database is not fit for course `{}` yet", course.code));
    let failure = wrong.iter().fold(failure, |failure, finding| failure.because(&finding.message));
    let failure = failure.database("unchanged");
    Err(wrong.iter().filter_map(|finding| finding.fix.clone()).fold(failure, Failure::hint))
}
