//! What has changed between the plan that a run began with and the one that is built under the lock.

use super::Run;
use crate::failure::{Failure, Kind, Result};
use crate::plan::{Plan, Step};
use std::time::Duration;

impl Run<'_> {
    /// Steps of the first plan that the new one lacks are done: by this run before a break, if it had sent them, or by another runner.
    pub(super) fn count_what_is_done(&mut self, first: &Plan, now: &Plan) -> Result<()> {
        let mut known = first.steps.iter();
        for step in &now.steps {
            let Some(skipped) = known.clone().position(|old| old.id == step.id && old.sql == step.sql) else {
                return Err(stale(first, &format!("`{}` became pending meanwhile", step.id)));
            };
            known.nth(skipped);
        }
        let lost = |old: &&Step| !now.steps.iter().any(|step| step.id == old.id);
        for step in first.steps.iter().filter(lost) {
            if self.sent.contains(&step.id) && !self.done.iter().any(|done| done.id == step.id) {
                self.finished(step, Duration::ZERO);
            }
        }
        Ok(())
    }
}

/// Refuses a plan that was made for another state of things.
pub(super) fn stale(plan: &Plan, cause: &str) -> Failure {
    Failure::new(Kind::Refused, format!("the plan for {} is stale", plan.target.noun()))
        .because(cause)
        .database("unchanged by this run")
        .hint("run `provost migrate plan` and look again")
}
