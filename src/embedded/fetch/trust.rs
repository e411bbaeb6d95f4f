//! Lets the owner of a database create in it what Supabase lets `postgres` create, where PostgreSQL by itself would ask for a superuser.
//!
//! The mark stands in an extension's control file, so this is for the servers that we fetched; a system's files are not ours to change.
#![expect(clippy::disallowed_methods, reason = "marks control files")]

use crate::embedded::disk::failed;
use crate::failure::Result;
use std::path::Path;

/// Extensions on Supabase's list that PostgreSQL or their authors do not mark as trusted.
const ALLOWED: [&str; 14] = [
    "amcheck",
    "autoinc",
    "bloom",
    "dblink",
    "earthdistance",
    "insert_username",
    "intagg",
    "moddatetime",
    "pg_prewarm",
    "pg_stat_statements",
    "pg_walinspect",
    "pgrowlocks",
    "postgres_fdw",
    "vector",
];

/// Marks them in a directory of control files.
pub(super) fn widen(extensions: &Path) -> Result<()> {
    for name in ALLOWED {
        let control = extensions.join(format!("{name}.control"));
        let Ok(text) = std::fs::read_to_string(&control) else { continue }; // this server has it not
        if !text.lines().any(|line| line.trim_start().starts_with("trusted")) {
            let marked = format!("{}\ntrusted = true\n", text.trim_end());
            std::fs::write(&control, marked).map_err(failed("write", &control))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_once_and_nothing_else_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(format!("{name}.control"));
        std::fs::write(path("vector"), "relocatable = true").unwrap();
        std::fs::write(path("file_fdw"), "relocatable = true").unwrap();
        widen(dir.path()).unwrap();
        widen(dir.path()).unwrap();
        assert_eq!(std::fs::read_to_string(path("vector")).unwrap(), "relocatable = true\ntrusted = true\n");
        assert_eq!(std::fs::read_to_string(path("file_fdw")).unwrap(), "relocatable = true");
    }
}
