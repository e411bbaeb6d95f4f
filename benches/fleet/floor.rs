//! The floor: threads that each open a database, send what is to be sent as one message, and go on to the next.

use crate::campus::sql;
use crate::support::link::Link;
use crate::support::server::runtime;
use anyhow::{Result, anyhow, ensure};
use provost::pg::{Address, ConnectOptions, connect, message};
use provost::render::sql::{File, render};
use serde_json::json;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// Sends a message to each of the databases, so many at a time; nothing is sent where there is none.
pub(crate) fn floor(urls: &[String], threads: usize, sql: Option<&str>) -> Result<Duration> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        let one = || {
            runtime()?.block_on(async {
                while let Some(url) = urls.get(next.fetch_add(1, Relaxed)) {
                    let connection = connect(&Address::parse(url)?, &ConnectOptions::default()).await?;
                    if let Some(sql) = sql {
                        message::ask(&connection.client, sql).await?;
                    }
                }
                anyhow::Ok(())
            })
        };
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        all.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("a thread panicked"))?)
    })?;
    Ok(start.elapsed())
}

fn history() -> serde_json::Value {
    json!({ "schema": "provost", "name": "history" })
}

/// What provost sends to a course to apply its files, as one batch: heard on the way. Its looks are left out, which read and may fail.
pub(crate) fn heard(link: &Link) -> Result<String> {
    let queries = link.queries()?;
    let batch: Vec<String> = queries
        .into_iter()
        .filter(|sql| sql.contains("commit;") && !sql.contains("transaction read only"))
        .collect();
    ensure!(batch.iter().any(|sql| sql.contains("create policy")), "no file was heard");
    Ok(batch.concat())
}

/// The least that has to be sent: the history's tables, then each file in a transaction with a row for it and one with its text.
pub(crate) fn least(files: usize) -> Result<String> {
    let prepare = json!({ "history": history(), "width": "int4", "make_history": true });
    let mut text = render(File::Prepare, prepare);
    for n in 1..=files {
        let (file, text_of) = (sql(n), |sql: &str| provost::model::literal(sql));
        writeln!(
            text,
            "begin;\ninsert into provost.history (version, name, applied_on, checksum) values ({n}, 't{n}', now()::text, '1234567890123456789');\n{file}\
             insert into provost.applied (history, version, mode, run, started_at, finished_at, sql) values ('provost.history', {n}, 'transaction', 'floor', now(), clock_timestamp(), {});\ncommit;",
            text_of(&file)
        )?;
    }
    Ok(text)
}

/// The look that a rollout has at a database, which takes the run lock on the way.
pub(crate) fn look() -> String {
    let lock = json!({ "space": 1, "key": 2 });
    let holes = json!({
        "history": history(), "label": "provost.history", "lock": lock,
        "locked": true, "access": false, "storage": false, "fenced": true, "limit": "61000",
    });
    render(File::Lock, json!({ "lock": lock })) + &render(File::Look, holes)
}
