//! `provost fleet drift`: which courses are not what the files and rules make.
//!
//! One question a course: whoever has the wanted fingerprint is left at that, and only the others are compared thing by thing.

use super::members::Fleet;
use super::run;
use crate::cli::Format;
use crate::cli::fleet::Drift as Args;
use crate::command::drift::accepts;
use crate::command::{Context, shadow};
use crate::failure::{Failure, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::pg::Door;
use crate::pg::fleet::each;
use crate::render::fleet::{DriftDocument, Drifted, Unseen, drift as drawn};
use crate::snapshot::{compare, finding};
use std::cmp::Reverse;
use time::OffsetDateTime;

pub(super) async fn drift(context: &Context<'_>, args: &Args) -> Result<()> {
    let accepts = accepts(context, None)?;
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let on_course = context.on_course(None)?;
    let wanted = shadow::snapshot(&on_course, &fleet.files.folder, &fleet.files.access).await?;
    let fingerprint = wanted.fingerprint();
    let today = OffsetDateTime::now_utc().date();
    let look = |door: Door| {
        let (wanted, fingerprint, accepts) = (&wanted, &fingerprint, &accepts);
        async move {
            let found = door.open().await?.snapshot().await?;
            let its = found.fingerprint();
            if its == *fingerprint {
                return Ok((its, Vec::new()));
            }
            let mut drift = compare(wanted.clone(), found);
            accepts.apply(&mut drift.differences, today);
            let mut findings: Vec<Finding> =
                drift.told().map(|difference| finding(difference, None)).collect();
            findings.retain(|finding| finding.severity > Severity::Note);
            findings.sort_by_key(|finding| Reverse(finding.severity));
            Ok((its, findings))
        }
    };
    let codes: Vec<String> = fleet.members.iter().map(|member| member.code.clone()).collect();
    let mut document =
        DriftDocument { fingerprint: fingerprint.clone(), clean: 0, drifted: Vec::new(), unseen: Vec::new() };
    for (course, seen) in each(&*fleet.doors, &codes, run::jobs(context, args.jobs.jobs), look).await {
        match seen {
            Ok((_, findings)) if findings.is_empty() => document.clean += 1,
            Ok((fingerprint, findings)) => document.drifted.push(Drifted { course, fingerprint, findings }),
            Err(failure) => document.unseen.push(Unseen::new(course, &failure)),
        }
    }
    match context.options.output.format {
        Format::Json => context.printer.json(&document)?,
        _ => context.printer.document(&drawn(&document))?,
    }
    verdict(&document)
}

fn verdict(document: &DriftDocument) -> Result<()> {
    if let Some(failure) = Unseen::failure(&document.unseen, "could not be compared") {
        return Err(failure.database("unchanged: drift only reads"));
    }
    match document.drifted.len() {
        0 => Ok(()),
        count => {
            let differ = if count == 1 { "course differs" } else { "courses differ" };
            Err(Failure::new(Kind::Findings, format!("{count} {differ} from what the files and rules make"))
                .database("unchanged: drift only reads")
                .hint("look at one, with the SQL that mends it: `provost drift check --course CODE --fix-sql FILE`"))
        }
    }
}
