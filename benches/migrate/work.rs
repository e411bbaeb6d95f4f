//! Folders of migrations, and the scripts with which a careful person would have `psql` run them.

use anyhow::Result;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the floor keeps of each file; provost keeps more.
const HISTORY: &str = "create table history (version int primary key, name text not null, \
    applied_on timestamptz not null default now(), checksum text not null);\n";

/// A folder of migrations with scripts for `psql` beside it.
pub(crate) struct Work {
    dir: TempDir,
    pub(crate) files: usize,
}

impl Work {
    /// A table, an index, row level security and two policies a file.
    pub(crate) fn tables(files: usize) -> Result<Self> {
        Self::write(files, |n| {
            vec![
                format!(
                    "create table t{n} (\n  id bigint generated always as identity primary key,\n  owner uuid not null,\n  title text not null,\n  created_at timestamptz not null default now()\n)"
                ),
                format!("create index t{n}_owner on t{n} (owner)"),
                format!("alter table t{n} enable row level security"),
                format!("create policy t{n}_read on t{n} for select using (owner is not null)"),
                format!(
                    "create policy t{n}_write on t{n} for update using (owner is not null) with check (title <> '')"
                ),
            ]
        })
    }

    /// One small statement a file.
    pub(crate) fn tiny(files: usize) -> Result<Self> {
        Self::write(files, |n| vec![format!("create table t{n} (id int)")])
    }

    /// 4 KB a file, most of it a function's body.
    pub(crate) fn bulky(files: usize) -> Result<Self> {
        Self::write(files, |n| {
            let body = "  perform 1 + 1;\n".repeat(4096 / 17 - 6);
            vec![format!("create function f{n}() returns void language plpgsql as $$\nbegin\n{body}end\n$$")]
        })
    }

    /// One file that changes a table which others read.
    pub(crate) fn alter() -> Result<Self> {
        Self::write(1, |_| vec!["alter table busy add column note text".to_owned()])
    }

    fn write(files: usize, statements: impl Fn(usize) -> Vec<String>) -> Result<Self> {
        let dir = tempfile::Builder::new().prefix("provost-bench-").tempdir()?;
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755))?;
        fs::create_dir(dir.path().join("migrations"))?;
        let mut each = format!("\\set ON_ERROR_STOP on\n{HISTORY}");
        let mut once = each.clone();
        let mut batched = each.clone();
        for n in 1..=files {
            let statements = statements(n);
            let name = format!("V{n}__t{n}.sql");
            fs::write(dir.path().join("migrations").join(&name), format!("{};\n", statements.join(";\n")))?;
            let row = format!(
                "insert into history (version, name, checksum) values ({n}, 't{n}', '{}')",
                7_297_004_328_756_923_488_u64 + n as u64
            );
            writeln!(each, "begin;\n\\ir migrations/{name}\n{row};\ncommit;")?;
            writeln!(once, "\\ir migrations/{name}\n{row};")?;
            writeln!(batched, "begin\\;\n{}\\;\n{row}\\;\ncommit;", statements.join("\\;\n"))?;
        }
        for (name, script) in [("each.sql", each), ("once.sql", once), ("batched.sql", batched)] {
            fs::write(dir.path().join(name), script)?;
        }
        Ok(Self { dir, files })
    }

    /// The folder of migrations.
    pub(crate) fn migrations(&self) -> PathBuf {
        self.path("migrations")
    }

    /// A transaction a file, with its history row; a message a statement, as `psql` sends them.
    pub(crate) fn each(&self) -> PathBuf {
        self.path("each.sql")
    }

    /// All files and their history rows, for `psql -1`.
    pub(crate) fn once(&self) -> PathBuf {
        self.path("once.sql")
    }

    /// A transaction a file, each sent as one message: no client that waits for its answers can do it with less.
    pub(crate) fn batched(&self) -> PathBuf {
        self.path("batched.sql")
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::new(self.dir.path()).join(name)
    }
}
