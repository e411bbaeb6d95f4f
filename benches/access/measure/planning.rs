//! Rules against a database that has them: what is asked of it, and what one changed rule changes.

use crate::Size;
use crate::project::{growth_os, provost, provost_on};
use crate::support::link::Link;
use crate::support::median;
use crate::support::report::{self, Report};
use crate::support::server::{Database, Server};
use anyhow::{Context as _, Result, anyhow, ensure};
use provost::embedded::Contents;
use provost::sqltext;
use serde_json::Value;
use std::time::Duration;

/// Tables whose rights or policies a transaction of this number or a later one wrote.
const TOUCHED: &str = include_str!("../touched.sql");

pub(super) fn planning(server: &Server, size: &Size, report: &mut Report) -> Result<()> {
    let database = server.database_with(Contents::Platform)?;
    let project = growth_os();
    provost_on(&database, server, &project, &["migrate", "up"]).run()?;
    let link = Link::open(&server.socket(), Duration::ZERO)?;
    let url = database.url_at(link.port);
    let line = provost(server, &project, &["access", "plan", "--check", "--database-url", &url]);
    let mut times = Vec::new();
    let mut peaks = Vec::new();
    for _ in 0..size.runs * 3 {
        let cost = line.run()?;
        times.push(cost.wall * 1000.0);
        peaks.push(cost.peak);
    }
    let passed = link.passed();
    let took = median(times);
    report::print(
        "Growth OS: `access plan` against a database that is up to date",
        ["round trips after login", "messages", "bytes sent", "median ms", "peak MiB"],
        [[
            passed.turns.to_string(),
            passed.messages.to_string(),
            passed.bytes.to_string(),
            format!("{took:.1}"),
            format!("{:.1}", median(peaks)),
        ]],
    );
    report.target("growth-os: messages of a plan", passed.messages as f64, 1.0, "");
    report.target("growth-os: provost access plan", took, 150.0, " ms");
    one_rule(server, &database, report)
}

/// One more role may read one table: what the plan holds, and what running it writes.
fn one_rule(server: &Server, database: &Database<'_>, report: &mut Report) -> Result<()> {
    let project = growth_os();
    let rules = std::fs::read_to_string(project.join("templates/main.toml"))?;
    let is_chosen = |line: &&str| line.starts_with("email_queue ");
    let rule = rules.lines().find(is_chosen).context("no rule of `email_queue`")?;
    let changed = rules.replace(rule, &rule.replace("\"superadmin\"", "\"admins\""));
    ensure!(changed != rules, "the rule of `email_queue` names another role: {rule}");
    let dir = tempfile::Builder::new().prefix("provost-bench-").tempdir()?;
    let file = dir.path().join("main.toml");
    std::fs::write(&file, changed)?;
    let access = file.to_str().context("a temporary directory with an odd name")?;
    let files = ["--access", access, "--access", "templates/expect.toml"];
    let with = |verb: &[&str]| provost_on(database, server, &project, &[verb, &files].concat());
    let plan: Value = serde_json::from_str(&with(&["access", "plan", "--format", "json"]).output()?)?;
    let steps = plan["steps"].as_array().context("a plan without steps")?;
    let mut statements = 0;
    for step in steps {
        let sql = step["sql"].as_str().context("a step without SQL")?;
        statements += sqltext::split(sql).map_err(|problem| anyhow!("{sql}: {}", problem.message))?.len();
    }
    let before = database.ask("select pg_snapshot_xmax(pg_current_snapshot())")?;
    with(&["migrate", "up"]).run()?;
    let tables = database.ask(&TOUCHED.replace(":before", &before))?;
    report::print(
        "Growth OS: one rule changed",
        ["steps", "statements", "tables touched"],
        [[steps.len().to_string(), statements.to_string(), tables.clone()]],
    );
    report.target("one changed rule, steps", steps.len() as f64, 1.0, "");
    report.target("one changed rule, tables touched", tables.parse()?, 1.0, "");
    Ok(())
}
