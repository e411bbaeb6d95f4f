//! A course whose database main led to: main is told what it has now.

use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::model::Version;
use crate::model::course::Course;
use crate::pg::apply::Outcome;
use crate::pg::registry::Registry;
use std::time::Duration;

/// How long main may take to note it. Whoever waits longer waits for somebody who holds the course's row.
const PATIENCE: Duration = Duration::from_secs(30);

/// A course, and the registry that it was found in.
pub(in crate::command) struct Registered {
    pub(super) registry: Registry,
    pub(super) course: Course,
}

impl Registered {
    /// Tells main what a run has left. What the run did is done, so a main that does not hear of it is a warning and no failure.
    pub(in crate::command) async fn tell(&self, context: &Context<'_>, outcome: &Outcome) {
        let (code, version) = (&self.course.code, outcome.newest());
        let believed = self.course.database.as_ref().and_then(|database| database.version.clone());
        let Err(failure) = self.told(version, outcome.steps()).await else { return };
        let has = version.map_or_else(|| "nothing".to_owned(), |version| version.to_string());
        let believed = believed.and_then(|version| version.parse().ok()).map(Version::new);
        let believed = believed.map_or_else(|| "nothing".to_owned(), |version| version.to_string());
        let mend = version.map_or_else(
            || format!("provost migrate down --course {code} --to 0"),
            |version| format!("provost migrate up --course {code} --to {version}"),
        );
        let causes = failure.causes().join("; ");
        context.printer.warn(&format!(
            "main could not note what course `{code}` has: main still believes in {believed}, the database has {has} ({causes})\n\
             hint: `{mend}` has nothing to do there, and tells main"
        ));
    }

    /// Main may have closed a connection that was idle for as long as the run took: it is opened again, once.
    async fn told(&self, version: Option<Version>, steps: usize) -> Result<()> {
        let tell = async {
            match self.registry.brought(&self.course, version, steps).await {
                Err(_) => self.registry.again().await?.brought(&self.course, version, steps).await,
                told => told,
            }
        };
        tokio::time::timeout(PATIENCE, tell).await.unwrap_or_else(|_| {
            Err(Failure::new(Kind::Connect, "main did not answer")
                .because(format!("main did not answer within {} s", PATIENCE.as_secs())))
        })
    }
}
