//! How long readers of a busy table stand still while a migration waits behind a long query.

use super::provost;
use crate::support::report::{self, Report};
use crate::support::server::{Database, Server, runtime};
use crate::work::Work;
use anyhow::{Result, anyhow, ensure};
use provost::pg::{Address, ConnectOptions, connect, message};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How long the query is in the way.
const BUSY: Duration = Duration::from_secs(10);

pub(super) fn readers(server: &Server, _runs: usize, report: &mut Report) -> Result<()> {
    let work = Work::alter()?;
    let mut rows = Vec::new();
    for (name, more) in
        [("with the lock ladder", &[][..]), ("without: --lock-timeout 1h", &["--lock-timeout", "1h"][..])]
    {
        let seen = behind_a_query(&server.database()?, &work, more)?;
        rows.push([
            name.to_owned(),
            format!("{:.1}", seen.longest.as_secs_f64() * 1000.0),
            seen.reads.to_string(),
            format!("{:.2}", seen.took),
        ]);
        if more.is_empty() {
            let stall = seen.longest.as_secs_f64() * 1000.0;
            report.target("readers' longest stall", stall, 100.0, " ms");
        }
    }
    let title = format!("ALTER TABLE behind a SELECT of {} s, while others read the table", BUSY.as_secs());
    report::print(&title, ["", "longest stall, ms", "reads", "migration took, s"], rows);
    Ok(())
}

struct Seen {
    longest: Duration,
    reads: usize,
    took: f64,
}

fn behind_a_query(database: &Database<'_>, work: &Work, more: &[&str]) -> Result<Seen> {
    database.ask("create table busy as select generate_series(1, 100) as id")?;
    let over = AtomicBool::new(false);
    let url = database.url.as_str();
    let (longest, reads, took) = thread::scope(|scope| {
        let blocker = scope.spawn(|| block(url));
        let reader = scope.spawn(|| read(url, &over));
        let cost = blocked(database).and_then(|()| provost(url, work, more).run());
        over.store(true, Relaxed);
        let (longest, reads) = reader.join().map_err(|_| anyhow!("the reader panicked"))??;
        blocker.join().map_err(|_| anyhow!("the blocker panicked"))??;
        anyhow::Ok((longest, reads, cost?.wall))
    })?;
    ensure!(took > BUSY.as_secs_f64() * 0.8, "the migration did not have to wait: {took} s");
    let altered = "select count(*) from pg_attribute where attrelid = 'busy'::regclass and attname = 'note'";
    ensure!(database.ask(altered)? == "1", "the table was not altered");
    Ok(Seen { longest, reads, took })
}

/// Waits until the long query is under way.
fn blocked(database: &Database<'_>) -> Result<()> {
    let question =
        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";
    let start = Instant::now();
    while database.ask(question)? != "1" {
        ensure!(start.elapsed() < BUSY / 2, "the long query does not begin");
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// A report that takes long: nobody is kept from reading, but nobody can alter the table either.
fn block(url: &str) -> Result<()> {
    runtime()?.block_on(async {
        let connection = connect(&Address::parse(url)?, &ConnectOptions::default()).await?;
        let query = format!("select count(*), pg_sleep({}) from busy", BUSY.as_secs());
        message::ask(&connection.client, &query).await?;
        Ok(())
    })
}

/// A user who looks at the table again and again; tells the longest wait and how many there were.
fn read(url: &str, over: &AtomicBool) -> Result<(Duration, usize)> {
    runtime()?.block_on(async {
        let connection = connect(&Address::parse(url)?, &ConnectOptions::default()).await?;
        let (mut longest, mut reads) = (Duration::ZERO, 0);
        while !over.load(Relaxed) {
            let start = Instant::now();
            message::ask(&connection.client, "select count(*) from busy").await?;
            longest = longest.max(start.elapsed());
            reads += 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok((longest, reads))
    })
}
