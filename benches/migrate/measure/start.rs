//! From the start of the process to its end, with nothing to do.

use super::{applied, provost};
use crate::support::child::Line;
use crate::support::report::Report;
use crate::support::series::{self, Series};
use crate::support::server::Server;
use crate::work::Work;
use anyhow::Result;

/// A process lives for milliseconds: many runs cost little.
const MORE: usize = 5;

pub(super) fn start(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    for (work, what) in [(Work::tiny(20)?, "20 files"), (Work::tiny(1000)?, "1,000 files")] {
        let database = applied(server, &work)?;
        let lines = [
            ("psql -c 'select 1'", Line::new(server.psql(), ["-X", "-d", &database.url, "-c", "select 1"])),
            ("provost migrate up", provost(&database.url, &work, &[])),
        ];
        let series = Series::of(runs * MORE, &lines)?;
        series::show(&format!("nothing to do, {what}"), &series);
        // With a thousand files the time goes into reading them, which psql does not do: shown, and compared with nothing.
        if work.files < 1000 {
            let ratio = series[1].ratio(&series[0]);
            report.target(&format!("nothing to do, {what} / psql -c 'select 1'"), ratio, 1.2, "");
        }
    }
    Ok(())
}
