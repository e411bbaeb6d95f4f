//! Peak memory with many files.

use super::{provost, provost_left, psql, psql_left};
use crate::race::{Runner, race};
use crate::support::report::Report;
use crate::support::series;
use crate::support::server::Server;
use crate::work::Work;
use anyhow::Result;

pub(super) fn memory(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::bulky(1000)?;
    let runners = [
        Runner {
            name: "psql",
            line: Box::new(|database| psql(server, &database.url, &[], &work.each())),
            left: psql_left(&work),
        },
        Runner {
            name: "provost",
            line: Box::new(|database| provost(&database.url, &work, &[])),
            left: provost_left(&work),
        },
    ];
    let series = race(server, runs, &runners)?;
    series::show("1,000 files of 4 KB", &series);
    report.target("peak memory, 1,000 files of 4 KB", series[1].median(|cost| cost.peak), 20.0, " MiB");
    Ok(())
}
