//! Applying files to an empty database on the same machine.

use super::{provost, provost_left, psql, psql_left};
use crate::race::{Runner, race};
use crate::support::report::Report;
use crate::support::series::{self, Series};
use crate::support::server::Server;
use crate::work::Work;
use anyhow::Result;

/// Files of the usual size: the server's work outweighs everything else.
pub(super) fn tables(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::tables(200)?;
    let series = one_by_one(server, runs, &work)?;
    series::show("200 files: table, index, row level security, two policies each", &series);
    report.target("200 files / psql", series[1].ratio(&series[0]), 1.05, "");
    Ok(())
}

/// Files so small that what is done around them shows.
pub(super) fn tiny(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::tiny(1000)?;
    let series = one_by_one(server, runs, &work)?;
    series::show("1,000 files of one small statement", &series);
    report.target("1,000 tiny files / psql", series[1].ratio(&series[0]), 1.0, "");
    Ok(())
}

/// Everything in one transaction.
pub(super) fn single_transaction(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    for (work, what) in [(Work::tables(200)?, "200 files"), (Work::tiny(1000)?, "1,000 tiny files")] {
        let runners = [
            Runner {
                name: "psql -1",
                line: Box::new(|database| psql(server, &database.url, &["-1"], &work.once())),
                left: psql_left(&work),
            },
            Runner {
                name: "provost --single-transaction",
                line: Box::new(|database| provost(&database.url, &work, &["--single-transaction"])),
                left: provost_left(&work),
            },
        ];
        let series = race(server, runs, &runners)?;
        series::show(&format!("{what} in one transaction"), &series);
        let what = format!("{what} --single-transaction / psql -1");
        report.target(&what, series[1].ratio(&series[0]), 1.2, "");
    }
    Ok(())
}

/// A transaction a file. The last is no floor that a target speaks of: it shows what even `psql` could save.
fn one_by_one(server: &Server, runs: usize, work: &Work) -> Result<Vec<Series>> {
    let runners = [
        Runner {
            name: "psql",
            line: Box::new(|database| psql(server, &database.url, &[], &work.each())),
            left: psql_left(work),
        },
        Runner {
            name: "provost",
            line: Box::new(|database| provost(&database.url, work, &[])),
            left: provost_left(work),
        },
        Runner {
            name: "psql, one message a file",
            line: Box::new(|database| psql(server, &database.url, &[], &work.batched())),
            left: psql_left(work),
        },
    ];
    race(server, runs, &runners)
}
