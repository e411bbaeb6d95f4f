//! `provost fleet validate`: what is wrong in courses' databases, by checks that are queries.

use super::members::Fleet;
use super::{judged, run};
use crate::cli::fleet::Validate as Args;
use crate::command::{Context, target, validate};
use crate::failure::Result;
use crate::finding::Severity;
use crate::pg::fleet::each;
use crate::pg::{AccessLook, Door};

pub(super) async fn validate(context: &Context<'_>, args: &Args) -> Result<()> {
    let choice = validate::choose(&context.on_course(None)?, &args.check)?;
    let least = if args.strict { Severity::Warning } else { Severity::Error };
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let look = |mut door: Door| {
        let (choice, access) = (&choice, &fleet.files.access);
        async move {
            door.access = Some(AccessLook { storage: false });
            let mut session = door.open().await?;
            target::tell_recovery(context, &session);
            let mut findings = validate::findings(&mut session, access, choice).await?;
            findings.retain(|finding| finding.severity >= least);
            Ok(findings)
        }
    };
    let seen = each(&*fleet.doors, &fleet.codes(), run::jobs(context, args.jobs.jobs), look).await;
    judged::tell(context, seen, "as the checks want them", "provost validate --course CODE")
}
