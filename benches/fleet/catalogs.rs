//! What `provost fleet drift` asks of courses, in a process of its own: whether each one's catalog is still what main remembers. Main is
//! on another server, as it is where courses are their reps' own databases.

use crate::campus::Campus;
use crate::figures::{DATABASES, JOBS, ratio, row};
use crate::floor::floor;
use crate::roll::{self, Listed, door};
use crate::support::child::Line;
use crate::support::encrypted::Encrypted;
use crate::support::report::{self, Report};
use crate::support::server::{Database, Server, runtime};
use anyhow::{Result, ensure};
use provost::pg::Asked;
use provost::pg::fleet::{Ledger, each};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// The argument that makes this program ask.
pub(crate) const CATALOGS: &str = "--catalogs";

/// The command line that asks all courses; `read` is how many catalogs it is to read.
pub(crate) fn line(main: &Database<'_>, list: &Path, jobs: usize, read: usize) -> Result<Line> {
    let args = [CATALOGS.as_ref(), main.url.as_ref(), list.as_os_str()];
    Ok(Line::new(std::env::current_exe()?, args).and([jobs.to_string(), read.to_string()]))
}

/// Asks them, and fails unless as many were read as was said.
pub(crate) fn ask(args: &[String]) -> Result<()> {
    let [main, list, jobs, read] = args else { anyhow::bail!("main, list, jobs, read") };
    let (main, courses) = (door("main", main, "catalogs")?, Listed::read(Path::new(list), "catalogs")?);
    let codes: Vec<String> = courses.codes();
    runtime()?.block_on(async {
        let ledger = Ledger::open(&main).await?;
        let kept = ledger.watermarks().await?;
        let taken = RefCell::new(BTreeMap::new());
        let seen = each(&courses, &codes, jobs.parse()?, |door| {
            let (kept, taken) = (&kept, &taken);
            async move {
                let code = door.target.label.clone().unwrap_or_default();
                let before = kept.get(&code);
                let (watermark, is_read) = match door.fingerprint(before).await?.1 {
                    Asked::Same(watermark) => (Some(watermark), false),
                    Asked::Read(watermark, _) => (watermark, true),
                };
                if let Some(watermark) = watermark.filter(|watermark| before != Some(watermark)) {
                    taken.borrow_mut().insert(code, watermark);
                }
                Ok(is_read)
            }
        })
        .await;
        ledger.keep_watermarks(&taken.take()).await?;
        let mut count = 0;
        for (_, is_read) in seen {
            count += usize::from(is_read?);
        }
        ensure!(count.to_string() == *read, "{count} catalogs were read, and not {read}");
        Ok(())
    })
}

const COURSES: usize = 200;

/// 200 courses' catalogs, against as many connections that ask for nothing: by a socket that trusts, and as reps' databases are reached.
pub(crate) fn measure(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    race(server, "by socket", |course| course.url.clone(), runs, report)?;
    let encrypted = Encrypted::start()?;
    let link = encrypted.link(Duration::ZERO)?;
    race(&encrypted.server, "encrypted", |course| encrypted.url(course, &link), runs, report)
}

fn race(
    server: &Server,
    way: &str,
    url: impl Fn(&Database<'_>) -> String,
    runs: usize,
    report: &mut Report,
) -> Result<()> {
    let elsewhere = Server::start(&[])?;
    let main = elsewhere.database()?;
    let campus = Campus::new(server, DATABASES, 20)?;
    let here = campus.list(DATABASES, |course| course.url.clone())?;
    roll::line(&campus.main, &here, &campus.migrations(), JOBS)?.run()?;
    for course in &campus.courses {
        // What the server itself would write of what was just made: it comes within the minute.
        course.ask("vacuum analyze")?;
    }
    let list = campus.list(COURSES, &url)?;
    let urls: Vec<String> = campus.courses.iter().cycle().take(COURSES).map(&url).collect();
    let [mut bare, mut first, mut quiet, mut busy] = [const { Vec::new() }; 4];
    let mut peak: f64 = 0.0;
    for _ in 0..runs {
        main.ask("drop table if exists provost.fingerprints")?;
        let cost = line(&main, &list, JOBS, COURSES)?.run()?;
        peak = peak.max(cost.peak);
        first.push(cost.wall);
        bare.push(floor(&urls, JOBS, Some("select 1"))?.as_secs_f64());
        quiet.push(line(&main, &list, JOBS, 0)?.run()?.wall);
        campus.main.ask("select txid_current()")?;
        busy.push(line(&main, &list, JOBS, 0)?.run()?.wall);
    }
    report::print(
        &format!("200 courses' catalogs of 20 tables, {way}"),
        ["", "median s", "min", "max"],
        [
            row("200 connections with `select 1`", &bare),
            row("fingerprints, nothing written since", &quiet),
            row("fingerprints, something else written since", &busy),
            row("fingerprints, all read for the first time", &first),
        ],
    );
    println!(
        "where something else was written since: {:.2} ×, for the first time: {:.1} ×\n",
        ratio(&busy, &bare),
        ratio(&first, &bare)
    );
    let what = |of: &str| format!("200 courses fingerprinted {way}, {of}");
    report.target(&what("nothing written since"), ratio(&quiet, &bare), 1.5, " ×");
    report.target(&what("for the first time: peak memory"), peak, 40.0, " MiB");
    Ok(())
}
