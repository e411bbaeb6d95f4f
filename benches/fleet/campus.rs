//! A main database, course databases beside it, and the files that are meant for courses.

use crate::support::server::{Database, Server};
use anyhow::Result;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use tempfile::TempDir;

/// A campus of one measurement.
pub(crate) struct Campus<'a> {
    pub(crate) main: Database<'a>,
    pub(crate) courses: Vec<Database<'a>>,
    dir: TempDir,
    pub(crate) files: usize,
}

impl<'a> Campus<'a> {
    /// So many course databases, all empty, and so many files.
    pub(crate) fn new(server: &'a Server, courses: usize, files: usize) -> Result<Self> {
        let dir = tempfile::Builder::new().prefix("provost-bench-").tempdir()?;
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755))?;
        for n in 1..=files {
            fs::write(dir.path().join(format!("V{n:03}__t{n}.sql")), sql(n))?;
        }
        let courses = (0..courses).map(|_| server.database()).collect::<Result<_>>()?;
        Ok(Self { main: server.database()?, courses, dir, files })
    }

    /// The folder of migrations.
    pub(crate) fn migrations(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    /// A list of `count` courses, which share the databases where there are fewer; each URL as `url` makes it.
    pub(crate) fn list(&self, count: usize, url: impl Fn(&Database<'_>) -> String) -> Result<PathBuf> {
        let mut text = String::new();
        for (number, course) in self.courses.iter().cycle().take(count).enumerate() {
            writeln!(text, "c{number:04} {}", url(course))?;
        }
        let path = self.dir.path().join("list");
        fs::write(&path, text)?;
        Ok(path)
    }
}

/// A file: a table, an index, row level security and a policy.
pub(crate) fn sql(n: usize) -> String {
    format!(
        "create table t{n} (id bigint generated always as identity primary key, owner uuid not null, title text not null);\n\
         create index t{n}_owner on t{n} (owner);\nalter table t{n} enable row level security;\n\
         create policy t{n}_read on t{n} for select using (owner is not null);\n"
    )
}
