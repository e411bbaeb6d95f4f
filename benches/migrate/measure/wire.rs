//! What goes over the wire, and how long that takes where the server is far away.

use super::{applied, provost, provost_left, psql, psql_left};
use crate::support::child::Line;
use crate::support::link::{Link, Passed};
use crate::support::median;
use crate::support::report::{self, Report};
use crate::support::server::{Database, Server};
use crate::work::Work;
use anyhow::{Result, ensure};
use std::time::Duration;

/// One round trip over the distant link.
const ROUND_TRIP: Duration = Duration::from_millis(25);

/// Round trips and writes of a run with nothing to do.
pub(super) fn nothing_to_do(server: &Server, _runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::tiny(20)?;
    let database = applied(server, &work)?;
    let link = Link::open(&server.socket(), Duration::ZERO)?;
    // Every write takes a transaction's number, DDL too.
    let next = || database.ask("select pg_snapshot_xmax(pg_current_snapshot())");
    let before = next()?;
    provost(&database.url_at(link.port), &work, &[]).run()?;
    let writes = next()?.parse::<f64>()? - before.parse::<f64>()?;
    let Passed { turns, messages, bytes, .. } = link.passed();
    let row = [turns, messages, bytes].map(|count| count.to_string());
    let [turns_shown, messages, bytes] = row;
    report::print(
        "Nothing to do, after the login",
        ["round trips", "messages", "bytes sent", "writing transactions"],
        [[turns_shown, messages, bytes, writes.to_string()]],
    );
    report.target("nothing to do, round trips", turns as f64, 2.0, "");
    report.target("nothing to do, writing transactions", writes, 0.0, "");
    Ok(())
}

/// 200 files to a server 25 ms away. `psql` waits for every statement, so it runs once.
pub(super) fn far_away(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::tables(200)?;
    let link = Link::open(&server.socket(), ROUND_TRIP / 2)?;
    let url = |database: &Database<'_>| database.url_at(link.port);
    let provost = |database: &Database<'_>| provost(&url(database), &work, &[]);
    let floor = |database: &Database<'_>| psql(server, &url(database), &[], &work.each());
    let trips = |passed: &Passed| passed.idle.as_secs_f64() / ROUND_TRIP.as_secs_f64();
    let measure = |name: &str, line: &dyn Fn(&Database<'_>) -> Line, left: (String, String), runs: usize| {
        let mut seen = Vec::new();
        for _ in 0..runs {
            let database = server.database()?;
            let wall = line(&database).run()?.wall;
            ensure!(database.ask(&left.0)? == left.1, "{name} left something else behind");
            seen.push((wall, link.passed()));
        }
        let of = |figure: &dyn Fn(&(f64, Passed)) -> f64| median(seen.iter().map(figure));
        let trips = of(&|(_, passed)| trips(passed));
        let row = [
            name.to_owned(),
            format!("{:.2}", of(&|(wall, _)| *wall)),
            format!("{trips:.1}"),
            of(&|(_, passed)| passed.turns as f64).to_string(),
            of(&|(_, passed)| passed.messages as f64).to_string(),
            of(&|(_, passed)| passed.bytes as f64).to_string(),
        ];
        anyhow::Ok((row, trips))
    };
    let (ours, trips) = measure("provost", &provost, provost_left(&work), runs)?;
    let (theirs, _) = measure("psql", &floor, psql_left(&work), 1)?;
    report::print(
        "200 files over a link of 25 ms a round trip",
        ["", "s", "server idle, in round trips", "turns after login", "messages", "bytes sent"],
        [ours, theirs],
    );
    report.target("200 files 25 ms away, server idle, in round trips", trips, 20.0, "");
    Ok(())
}
