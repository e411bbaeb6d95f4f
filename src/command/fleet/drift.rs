//! `provost fleet drift`: which courses are not what the files and rules make.
//!
//! One question a course: whoever has the wanted fingerprint is left at that, and only the others are compared thing by thing. A catalog
//! that did not change since it was last read is not read again.

use super::members::Fleet;
use super::{judged, run};
use crate::cli::fleet::Drift as Args;
use crate::command::{Context, file, shadow};
use crate::failure::Result;
use crate::finding::{Finding, Severity};
use crate::pg::fleet::each;
use crate::pg::{Asked, Door};
use crate::snapshot::{compare, finding};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use time::OffsetDateTime;

pub(super) async fn drift(context: &Context<'_>, args: &Args) -> Result<()> {
    let accepts = file::accepts(context, None)?;
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let on_course = context.on_course(None)?;
    let wanted = shadow::snapshot(&on_course, &fleet.files.folder, &fleet.files.access).await?;
    let fingerprint = wanted.fingerprint();
    let today = OffsetDateTime::now_utc().date();
    let kept = fleet.ledger.watermarks().await.unwrap_or_else(|failure| {
        context.printer.say(format_args!("{failure}: all of them are read"));
        BTreeMap::new()
    });
    let taken = RefCell::new(BTreeMap::new());
    let look = |door: Door| {
        let (wanted, fingerprint, accepts, kept, taken) = (&wanted, &fingerprint, &accepts, &kept, &taken);
        async move {
            let code = door.target.label.clone().unwrap_or_default();
            let before = kept.get(&code);
            let (session, asked) = door.fingerprint(before).await?;
            let (watermark, found) = match asked {
                Asked::Same(watermark) => (Some(watermark), None),
                Asked::Read(watermark, found) => (watermark, Some(*found)),
            };
            let is_wanted = match (&watermark, &found) {
                (_, Some(found)) => found.fingerprint() == *fingerprint,
                (Some(watermark), None) => watermark.fingerprint == *fingerprint,
                (None, None) => false,
            };
            if let Some(watermark) = watermark.filter(|watermark| before != Some(watermark)) {
                taken.borrow_mut().insert(code, watermark);
            }
            if is_wanted {
                return Ok(Vec::new());
            }
            let found = match found {
                Some(found) => found,
                None => session.snapshot().await?,
            };
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
    if let Err(failure) = fleet.ledger.keep_watermarks(&taken.take()).await {
        // The next run reads the same catalogs again, which is all that it means.
        context.printer.say(format_args!("{failure}: they are read again the next time"));
    }
    judged::tell(
        context,
        seen,
        "what the files and rules make",
        "provost drift check --course CODE --fix-sql FILE",
    )
}
