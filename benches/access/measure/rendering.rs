//! Rules as SQL: in this process with a catalog at hand, and as a program whose cache holds it.

use crate::Size;
use crate::project::{growth_os, provost, provost_on};
use crate::support::median;
use crate::support::report;
use crate::support::report::Report;
use crate::support::server::Server;
use anyhow::{Context as _, Result};
use provost::access::generate;
use provost::embedded::Contents;
use provost::model::access::{Access, Catalog, Source};
use provost::render::access::script;
use provost::spec::access;
use std::time::Instant;

/// The catalog's query, as `provost` sends it.
const CATALOG: &str = include_str!("../../../sql/access/catalog.sql");

pub(super) fn rendering(server: &Server, size: &Size, report: &mut Report) -> Result<()> {
    let database = server.database_with(Contents::Platform)?;
    provost_on(&database, server, &growth_os(), &["migrate", "up"]).run()?;
    let catalog: Catalog = serde_json::from_str(&database.ask(CATALOG)?)?;
    let sources = sources()?;
    let mut rows = Vec::new();
    let mut add = |what: &str, times: Vec<f64>, most: f64| {
        let shown = |value: f64| format!("{value:.2}");
        let pick = |pick: fn(f64, f64) -> f64| times.iter().copied().reduce(pick).unwrap_or(f64::NAN);
        let (low, high) = (pick(f64::min), pick(f64::max));
        let middle = median(times);
        rows.push([what.to_owned(), shown(middle), shown(low), shown(high)]);
        report.target(&format!("growth-os: {what}"), middle, most, " ms");
    };
    let rules = read(&sources)?;
    let mut length = 0;
    let mut read_times = Vec::new();
    let mut times = Vec::new();
    for _ in 0..size.runs * 3 {
        let start = Instant::now();
        let again = read(&sources)?;
        read_times.push(start.elapsed().as_secs_f64() * 1000.0);
        let start = Instant::now();
        length = script(&generate(&again, &catalog)?).len();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    add("rules read", read_times, 50.0);
    add("rules rendered", times, 50.0);
    let program = provost(server, &growth_os(), &["access", "render"]);
    program.run().context("filling the cache")?;
    let runs = (0..size.runs * 3).map(|_| Ok(program.run()?.wall * 1000.0));
    add("provost access render, catalog in the cache", runs.collect::<Result<_>>()?, 150.0);
    let title = format!("Growth OS: {} tables, {} KB of SQL", rules.tables.len(), length >> 10);
    report::print(&title, ["", "median ms", "min", "max"], rows);
    Ok(())
}

fn sources() -> Result<Vec<Source>> {
    let each = ["main", "expect"].iter().map(|name| {
        let path = format!("templates/{name}.toml");
        let text = std::fs::read_to_string(growth_os().join(&path)).with_context(|| path.clone())?;
        Ok(Source { path, text })
    });
    each.collect()
}

fn read(sources: &[Source]) -> Result<Access> {
    Ok(access::read(sources.to_vec(), Vec::new())?)
}
