//! From step to step under the lock: which of them go together, and access rules behind the files.

use super::guard::Guard;
use super::{Run, Stop, failed, meanwhile};
use crate::failure::{Kind, Result};
use crate::model::Found;
use crate::pg::message;
use crate::plan::{Action, Plan, Step, Transaction};
use std::time::Duration;

impl Run<'_> {
    pub(super) async fn under_the_lock(
        &mut self,
        first: &Plan,
        build: &dyn Fn(&Found) -> Result<Plan>,
    ) -> Result<Option<Stop>> {
        self.can_be_halted();
        let found = self.session.lock(self.listener).await?;
        self.refuse_unwritable(&found)?;
        let plan = build(&found)?;
        if self.options.frozen && self.done.is_empty() && plan.basis != first.basis {
            return Err(meanwhile::stale(
                first,
                "the plan file was made for another state of files or history",
            ));
        }
        self.count_what_is_done(first, &plan)?;
        self.applied = found.versions();
        self.guard = Guard::newest(&found);
        if let Err(stop) = self.steps(&plan.steps, &found).await {
            return Ok(Some(stop));
        }
        self.access_later(&plan, build).await
    }

    async fn steps(&mut self, steps: &[Step], found: &Found) -> Result<(), Stop> {
        let steps = match steps.split_last() {
            Some((last, files)) if last.action == Action::AccessLater => files,
            _ => steps,
        };
        if self.options.single_transaction {
            return self.single_transaction(steps, found).await;
        }
        let mut rest = steps;
        while let Some(step) = rest.first() {
            self.end_if_halted()?;
            let length = match (&step.action, step.transaction) {
                (Action::Prepare, _) => {
                    self.prepare(step, found).await?;
                    1
                }
                (_, Transaction::Outside) => {
                    self.outside(step, found).await?;
                    1
                }
                (_, Transaction::Inside) => {
                    let length =
                        rest.iter().take_while(|step| step.transaction == Transaction::Inside).count();
                    self.inside(&rest[..length]).await?;
                    length
                }
            };
            rest = &rest[length..];
        }
        Ok(())
    }

    /// Access rules are planned when the files before them are in, for the tables as they are then.
    async fn access_later(
        &mut self,
        plan: &Plan,
        build: &dyn Fn(&Found) -> Result<Plan>,
    ) -> Result<Option<Stop>> {
        if !plan.steps.last().is_some_and(|step| step.action == Action::AccessLater) {
            return Ok(None);
        }
        let found = self.session.look().await?;
        let steps = build(&found)
            .map_err(|failure| {
                let closed = "what these files made stays closed until access rules fit";
                failure.database(format!("{}; {closed}", failed::applied(&self.applied)))
            })?
            .steps;
        self.total += steps.len().saturating_sub(1);
        Ok(self.steps(&steps, &found).await.err())
    }

    pub(super) async fn prepare(&mut self, step: &Step, found: &Found) -> Result<(), Stop> {
        self.started(step, 0);
        let sql = self.prepare_text(!found.facts.history_exists);
        match self.session.ask(&sql).await {
            Ok(_) => {
                self.finished(step, Duration::ZERO);
                Ok(())
            }
            Err(error) if message::is_lost(&error) => Err(Stop::Lost(self.session.said(&error))),
            Err(error) => Err(Stop::Failed(
                self.session
                    .failure(
                        Kind::RolledBack,
                        format!("could not make the history tables in {}", self.session.target().noun()),
                        &error,
                    )
                    .database("unchanged"),
            )),
        }
    }
}
