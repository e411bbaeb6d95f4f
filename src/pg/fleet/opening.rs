//! How a rollout begins.

use super::{Ledger, Member};
use crate::failure::{Failure, Kind, Result};
use crate::fleet::Rollout;
use crate::pg::message::Answer;
use crate::plan::Basis;
use crate::render::sql::{File, render};
use serde::Serialize;
use std::time::Duration;

/// How a rollout is to run.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What a person calls it.
    pub run: String,
    /// What of the project it brings.
    pub content: Basis,
    /// How long a worker may be silent before another one takes over.
    pub lease: Duration,
    /// How many courses of one server are worked on at a time.
    pub per_server: usize,
    /// How many courses go first, to see how they fare.
    pub canaries: usize,
    /// How many courses may fail; nothing where it never stops.
    pub max_failures: Option<usize>,
    /// Whether steps that lose data were agreed to.
    pub may_lose: bool,
    /// The courses in their order, each with its wave.
    pub courses: Vec<(Member, usize)>,
}

#[derive(Serialize)]
struct Course<'a> {
    course: &'a str,
    place: usize,
    wave: usize,
    server: &'a str,
}

impl Ledger {
    /// Writes a rollout down. From now on workers can take courses from it.
    ///
    /// # Errors
    /// When another rollout is at work.
    pub async fn begin(&self, opening: &Opening) -> Result<Rollout> {
        self.prepare().await?;
        self.hold(&opening.run).await?;
        let places = opening.courses.iter().enumerate();
        let courses: Vec<Course<'_>> = places
            .map(|(place, (member, wave))| Course {
                course: &member.code,
                place,
                wave: *wave,
                server: &member.server,
            })
            .collect();
        #[derive(Serialize)]
        struct Holes<'a> {
            run: &'a str,
            content: &'a Basis,
            lease: f64,
            per_server: usize,
            canaries: usize,
            max_failures: Option<usize>,
            may_lose: bool,
            courses: String,
        }
        let holes = Holes {
            run: &opening.run,
            content: &opening.content,
            lease: opening.lease.as_secs_f64(),
            per_server: opening.per_server,
            canaries: opening.canaries,
            max_failures: opening.max_failures,
            may_lose: opening.may_lose,
            courses: super::rows::json(&courses)?,
        };
        self.ask(&render(File::FleetOpen, holes), "could not write the rollout down").await?;
        self.find(Some(&opening.run)).await
    }

    /// Makes a rollout go on. What failed has another try.
    ///
    /// # Errors
    /// When another rollout is at work, or has taken this one's place.
    pub async fn resume(&self, rollout: &Rollout, may_lose: bool, keep_going: bool) -> Result<Rollout> {
        #[derive(Serialize)]
        struct Holes {
            epoch: i64,
            may_lose: bool,
            keep_going: bool,
        }
        self.hold(&rollout.run).await?;
        let holes = Holes { epoch: rollout.epoch, may_lose, keep_going };
        self.ask(&render(File::FleetResume, holes), "could not write down that the rollout goes on").await?;
        self.find(Some(&rollout.run)).await
    }

    /// Sees that no other rollout is at work, and keeps it so until the transaction ends.
    async fn hold(&self, run: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Holes<'a> {
            run: &'a str,
        }
        let what = "could not see which rollouts are at work";
        let answer = self.ask(&render(File::FleetHold, Holes { run }), what).await?;
        let Some((other, courses)) = at_work(&answer) else { return Ok(()) };
        self.ask("rollback", what).await?;
        Err(Failure::new(Kind::Refused, format!("the rollout `{other}` is at work"))
            .because(format!("its workers have {courses} {} in their hands", super::rows::courses(courses)))
            .database("unchanged")
            .hint(format!(
                "wait until `provost fleet status {other}` says that it is over, or stop its workers"
            )))
    }
}

fn at_work(answer: &Answer) -> Option<(String, usize)> {
    let row = answer.results.iter().find_map(|rows| rows.first())?;
    Some((row.first()?.clone()?, row.get(1)?.as_deref()?.parse().ok()?))
}
