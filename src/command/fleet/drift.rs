//! `provost fleet drift`: which courses are not what the files and rules make.
//!
//! One question a course: whoever has the wanted fingerprint is left at that, and only the others are compared thing by thing. A catalog
//! that did not change since it was last read is not read again.

use super::members::Fleet;
use super::{judged, run};
use crate::cli::fleet::Drift as Args;
use crate::command::{Context, file, shadow, target};
use crate::failure::{Failure, Result};
use crate::finding::{Finding, Severity};
use crate::pg::fleet::each;
use crate::pg::{Asked, Door, Watermark};
use crate::snapshot::{Accepts, Snapshot, compare, finding};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;
use time::OffsetDateTime;
use tokio::sync::Mutex;

pub(super) async fn drift(context: &Context<'_>, args: &Args) -> Result<()> {
    let accepts = file::accepts(context, None)?;
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let on_course = context.on_course(None)?;
    let kept = fleet.ledger.watermarks().await.unwrap_or_else(|failure| {
        context.printer.say(format_args!("{failure}: all of them are read"));
        BTreeMap::new()
    });
    let shadows = Shadows { context: &on_course, fleet: &fleet, made: Mutex::default() };
    let looking = Looking { shadows: &shadows, accepts: &accepts, kept: &kept, taken: RefCell::default() };
    let jobs = run::jobs(context, args.jobs.jobs);
    let seen = each(&*fleet.doors, &fleet.codes(), jobs, |door| looking.at(door)).await;
    let taken = looking.taken.take();
    if let Some(failure) = shadows.failure() {
        return Err(failure);
    }
    if let Err(failure) = fleet.ledger.keep_watermarks(&taken).await {
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

/// What the files and rules make, with its fingerprint.
struct Wanted {
    snapshot: Snapshot,
    fingerprint: String,
}

/// What the files and rules make in a database of its own, and in each schema of a shared one. Made when the first course needs it.
struct Shadows<'a> {
    context: &'a Context<'a>,
    fleet: &'a Fleet,
    made: Mutex<BTreeMap<Option<String>, Result<Rc<Wanted>>>>,
}

impl Shadows<'_> {
    async fn of(&self, door: &Door) -> Result<Rc<Wanted>> {
        let schema = door.pin.as_ref().and_then(|pin| pin.schema.clone());
        let mut made = self.made.lock().await;
        if let Some(wanted) = made.get(&schema) {
            return wanted.clone();
        }
        let (folder, access) = (&self.fleet.files.folder, self.fleet.files.wanted(door).access);
        let snapshot = shadow::snapshot(self.context, folder, access, schema.as_deref()).await;
        let wanted =
            snapshot.map(|snapshot| Rc::new(Wanted { fingerprint: snapshot.fingerprint(), snapshot }));
        made.insert(schema, wanted.clone());
        wanted
    }

    /// What kept one from being made: no course's fault.
    fn failure(self) -> Option<Failure> {
        self.made.into_inner().into_values().find_map(Result::err)
    }
}

struct Looking<'a> {
    shadows: &'a Shadows<'a>,
    accepts: &'a Accepts,
    /// What main kept of each course, and what it is to keep.
    kept: &'a BTreeMap<String, Watermark>,
    taken: RefCell<BTreeMap<String, Watermark>>,
}

impl Looking<'_> {
    async fn at(&self, door: Door) -> Result<Vec<Finding>> {
        let wanted = self.shadows.of(&door).await?;
        let code = door.target.label.clone().unwrap_or_default();
        let before = self.kept.get(&code);
        let (session, asked) = door.fingerprint(before).await?;
        target::tell_recovery(self.shadows.context, &session);
        let (mut watermark, fingerprint, found) = match asked {
            Asked::Same(watermark) => (Some(watermark.clone()), watermark.fingerprint, None),
            Asked::Read(watermark, found) => (watermark, found.fingerprint(), Some(*found)),
        };
        let is_wanted = fingerprint == wanted.fingerprint;
        let found = match found {
            None if !is_wanted => Some(session.snapshot().await?),
            found => found,
        };
        if let (Some(watermark), Some(found)) = (&mut watermark, &found) {
            // Another provost may have seen more in the same catalog, or less.
            watermark.fingerprint = found.fingerprint();
        }
        if let Some(watermark) = watermark.filter(|watermark| before != Some(watermark)) {
            self.taken.borrow_mut().insert(code, watermark);
        }
        let Some(found) = found.filter(|_| !is_wanted) else { return Ok(Vec::new()) };
        let mut drift = compare(wanted.snapshot.clone(), found);
        self.accepts.apply(&mut drift.differences, OffsetDateTime::now_utc().date());
        let mut findings: Vec<Finding> = drift.told().map(|difference| finding(difference, None)).collect();
        findings.retain(|finding| finding.severity > Severity::Note);
        findings.sort_by_key(|finding| Reverse(finding.severity));
        Ok(findings)
    }
}
