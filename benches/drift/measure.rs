//! A warm shadow, a cold one, and what goes over the wire.

use crate::support::child::Line;
use crate::support::link::Link;
use crate::support::report::{self, Report};
use crate::support::series::{self, Series};
use crate::support::server::{Database, Server};
use anyhow::{Context as _, Result};
use provost::embedded::Contents;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Takes a measurement.
type Measure = fn(&Server, usize, &mut Report) -> Result<()>;

/// All of them, by the name a filter looks at.
pub(crate) const ALL: [(&str, Measure); 3] = [("warm", warm), ("cold", cold), ("wire", wire)];

fn growth_os() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/growth-os")
}

fn provost(cache: &Path, url: &str, args: &[&str]) -> Line {
    let target: [OsString; 3] = ["--yes".into(), "--database-url".into(), url.into()];
    Line::new(env!("CARGO_BIN_EXE_provost"), args)
        .within(&growth_os(), "PROVOST_CACHE_DIR", cache)
        .and(target)
}

/// Dumps the schemas of both and compares them; that they differ in a comment of the dump's own is no failure.
fn dumps(server: &Server, one: &Database<'_>, other: &Database<'_>) -> Line {
    let dump = server.psql().with_file_name("pg_dump");
    let script = "f=$(mktemp -d) && \"$0\" -s -f \"$f/a\" -d \"$1\" && \"$0\" -s -f \"$f/b\" -d \"$2\" && { diff \"$f/a\" \"$f/b\" || true; } && rm -r \"$f\"";
    let args: [OsString; 5] =
        ["-c".into(), script.into(), dump.into(), one.url.clone().into(), other.url.clone().into()];
    Line::new("/bin/sh", args)
}

fn furnished(server: &Server) -> Result<Database<'_>> {
    let database = server.database_with(Contents::Platform)?;
    provost(&server.cache, &database.url, &["migrate", "up"]).run()?;
    Ok(database)
}

fn warm(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let (database, other) = (furnished(server)?, furnished(server)?);
    let check = provost(&server.cache, &database.url, &["drift", "check"]);
    check.run().context("filling the cache")?;
    let lines =
        [("pg_dump -s twice, diff", dumps(server, &database, &other)), ("provost drift check", check)];
    let series = Series::of(runs * 3, &lines)?;
    series::show("Growth OS, nothing differs, the shadow's snapshot in the cache", &series);
    report.target("drift check, warm / two dumps and diff", series[1].ratio(&series[0]), 1.0, "");
    report.target("drift check, warm: peak memory", series[1].median(|cost| cost.peak), 40.0, " MiB");
    Ok(())
}

/// The files are applied first, as they are by hand.
fn cold(server: &Server, runs: usize, report: &mut Report) -> Result<()> {
    let (database, other) = (furnished(server)?, furnished(server)?);
    let mut floor =
        Series { name: "migrate up, pg_dump -s twice, diff", costs: Vec::new(), server: Vec::new() };
    let mut ours = Series { name: "provost drift check", costs: Vec::new(), server: Vec::new() };
    for _ in 0..runs {
        let empty = server.database_with(Contents::Platform)?;
        let mut cost = provost(&server.cache, &empty.url, &["migrate", "up"]).run()?;
        let dumped = dumps(server, &database, &other).run()?;
        cost.wall += dumped.wall;
        cost.cpu += dumped.cpu;
        cost.peak = cost.peak.max(dumped.peak);
        floor.costs.push(cost);
        forget(&server.cache)?;
        ours.costs.push(provost(&server.cache, &database.url, &["drift", "check"]).run()?);
    }
    let series = [floor, ours];
    series::show("Growth OS, nothing differs, no shadow's snapshot in the cache", &series);
    report.target("drift check, cold / apply, two dumps, diff", series[1].ratio(&series[0]), 1.0, "");
    forget(&server.cache)?;
    let peak = provost(&server.cache, &database.url, &["drift", "check"]).own_peak()?;
    report.target("drift check, cold: peak memory without the shadow's server", peak, 40.0, " MiB");
    Ok(())
}

/// Snapshots of shadows are made again by whoever needs one.
fn forget(cache: &Path) -> Result<()> {
    match std::fs::remove_dir_all(cache.join("snapshots")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn wire(server: &Server, _: usize, report: &mut Report) -> Result<()> {
    let database = furnished(server)?;
    provost(&server.cache, &database.url, &["drift", "check"]).run().context("filling the cache")?;
    let link = Link::open(&server.socket(), Duration::ZERO)?;
    provost(&server.cache, &database.url_at(link.port), &["drift", "check"]).run()?;
    let passed = link.passed();
    report::print(
        "Growth OS: `drift check` with a warm shadow, on the wire",
        ["round trips after login", "messages"],
        [[passed.turns.to_string(), passed.messages.to_string()]],
    );
    report.target("drift check, round trips after login", passed.turns as f64, 3.0, "");
    Ok(())
}
