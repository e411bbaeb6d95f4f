//! One file a measurement.

mod apply;
mod memory;
mod readers;
mod start;
mod wire;

use crate::support::child::Line;
use crate::support::report::Report;
use crate::support::server::{Database, Server};
use crate::work::Work;
use anyhow::Result;
use std::ffi::OsString;
use std::path::Path;

/// Takes a measurement of so many runs.
type Measure = fn(&Server, usize, &mut Report) -> Result<()>;

/// All of them, by the name a filter looks at.
pub(crate) const ALL: [(&str, Measure); 8] = [
    ("wire-nothing", wire::nothing_to_do),
    ("wire-far", wire::far_away),
    ("files", apply::tables),
    ("tiny", apply::tiny),
    ("single", apply::single_transaction),
    ("start", start::start),
    ("memory", memory::memory),
    ("readers", readers::readers),
];

/// `provost migrate up`.
fn provost(url: &str, work: &Work, more: &[&str]) -> Line {
    let mut args: Vec<OsString> =
        ["migrate", "up", "--database-url", url, "--migrations"].map(Into::into).into();
    args.push(work.migrations().into());
    args.extend(more.iter().map(Into::into));
    Line::new(env!("CARGO_BIN_EXE_provost"), args)
}

/// `psql` with a script.
fn psql(server: &Server, url: &str, more: &[&str], script: &Path) -> Line {
    let mut args: Vec<OsString> = ["-X", "-q", "-d", url].map(Into::into).into();
    args.extend(more.iter().map(Into::into));
    args.extend(["-f".into(), script.into()]);
    Line::new(server.psql(), args)
}

/// What provost must have left behind.
fn provost_left(work: &Work) -> (String, String) {
    let rows = "(select count(*) from provost.history h join provost.applied a on a.version = h.version and a.finished_at is not null)";
    left(rows, work)
}

/// What `psql` must have left behind.
fn psql_left(work: &Work) -> (String, String) {
    left("(select count(*) from public.history)", work)
}

/// As many history rows as files, and as many things in the schema as the files make.
fn left(rows: &str, work: &Work) -> (String, String) {
    let made = "(select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname ~ '^t[0-9]+$') \
        + (select count(*) from pg_proc where pronamespace = 'public'::regnamespace)";
    (format!("select {rows} || ' rows, ' || {made} || ' made'"), format!("{0} rows, {0} made", work.files))
}

/// A database in which everything is applied.
fn applied<'a>(server: &'a Server, work: &Work) -> Result<Database<'a>> {
    let database = server.database()?;
    provost(&database.url, work, &[]).run()?;
    Ok(database)
}
