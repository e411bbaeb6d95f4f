//! A project that is brought to a database by the program itself.

use crate::support::child::Line;
use crate::support::server::{Database, Server};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The project in this benchmark's folder.
pub(crate) fn of_the_benchmark() -> PathBuf {
    root().join("benches/access")
}

/// The largest of the examples.
pub(crate) fn growth_os() -> PathBuf {
    root().join("examples/growth-os")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a project's folder.
pub(crate) fn provost(server: &Server, project: &Path, args: &[&str]) -> Line {
    Line::new(env!("CARGO_BIN_EXE_provost"), args).within(project, "PROVOST_CACHE_DIR", &server.cache)
}

/// The program in a project's folder, for a database.
pub(crate) fn provost_on(database: &Database<'_>, server: &Server, project: &Path, args: &[&str]) -> Line {
    let target: [OsString; 3] = ["--yes".into(), "--database-url".into(), (&database.url).into()];
    provost(server, project, args).and(target)
}
