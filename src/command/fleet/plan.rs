//! `provost fleet plan`: what `up` would do, by the version that courses have.

use super::members::Fleet;
use super::run;
use crate::cli::fleet::Plan as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::pg::Door;
use crate::pg::fleet::each;
use crate::plan;
use crate::render::fleet::{Group, PlanDocument, Unseen, plan as drawn};
use std::collections::BTreeMap;

pub(super) async fn plan(context: &Context<'_>, args: &Args) -> Result<()> {
    let fleet = Fleet::open(context, &args.courses.courses).await?;
    let codes = fleet.codes();
    let look = |door: Door| {
        let files = &fleet.files;
        async move {
            let (_, found) = door.open_and_look().await?;
            let before = found.rows().last().map(|row| row.version.to_string());
            let plan = plan::build(&files.wanted(&door), &found)?;
            let steps: Vec<String> = plan.steps.iter().map(|step| step.id.clone()).collect();
            Ok((before, steps, plan.losses()))
        }
    };
    let mut groups: BTreeMap<(Option<String>, Vec<String>), Group> = BTreeMap::new();
    let mut unseen = Vec::new();
    for (course, seen) in each(&*fleet.doors, &codes, run::jobs(context, args.jobs.jobs), look).await {
        match seen {
            Ok((before, steps, losses)) => {
                let group = groups.entry((before.clone(), steps.clone()));
                let group = group.or_insert_with(|| Group { before, steps, losses, courses: Vec::new() });
                group.courses.push(course);
            }
            Err(failure) => unseen.push(Unseen::new(course, &failure)),
        }
    }
    let document = PlanDocument { groups: groups.into_values().collect(), unseen };
    context.show(&document, || drawn(&document, context.printer.width()))?;
    verdict(&document, args.check)
}

fn verdict(document: &PlanDocument, check: bool) -> Result<()> {
    let pending: usize = document.pending().map(|group| group.courses.len()).sum();
    if let Some(failure) = Unseen::failure(&document.unseen, "could not be planned") {
        return Err(failure.database("unchanged: a plan only reads"));
    }
    match pending {
        0 => Ok(()),
        _ if !check => Ok(()),
        _ => Err(Failure::new(Kind::Findings, format!("{pending} courses are not as the files say"))
            .hint("run `provost fleet up`")),
    }
}
