//! `provost fleet drift`: which courses are not what the files and rules make.
//!
//! One question a course: whoever has the wanted fingerprint is left at that, and only the others are compared thing by thing.

use super::members::Fleet;
use super::{judged, run};
use crate::cli::fleet::Drift as Args;
use crate::command::{Context, file, shadow};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::pg::Door;
use crate::pg::fleet::each;
use crate::snapshot::{compare, finding};
use std::cmp::Reverse;
use time::OffsetDateTime;

pub(super) async fn drift(context: &Context<'_>, args: &Args) -> Result<()> {
    let accepts = file::accepts(context, None)?;
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let on_course = context.on_course(None)?;
    let wanted = shadow::snapshot(&on_course, &fleet.files.folder, &fleet.files.access).await?;
    let fingerprint = wanted.fingerprint();
    let today = OffsetDateTime::now_utc().date();
    let look = |door: Door| {
        let (wanted, fingerprint, accepts) = (&wanted, &fingerprint, &accepts);
        async move {
            let found = door.open().await?.snapshot().await?;
            if found.fingerprint() == *fingerprint {
                return Ok(Vec::new());
            }
            let mut drift = compare(wanted.clone(), found);
            accepts.apply(&mut drift.differences, today);
            let mut findings: Vec<Finding> =
                drift.told().map(|difference| finding(difference, None)).collect();
            findings.retain(|finding| finding.severity > Severity::Note);
            findings.sort_by_key(|finding| Reverse(finding.severity));
            Ok(findings)
        }
    };
    let seen = each(&*fleet.doors, &fleet.codes(), run::jobs(context, args.jobs.jobs), look).await;
    judged::tell(
        context,
        seen,
        "what the files and rules make",
        "provost drift check --course CODE --fix-sql FILE",
    )
}
