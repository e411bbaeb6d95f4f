//! What is written down beside a cluster: which server made it, so that a later run uses no other, and whether it listens on TCP.
#![expect(clippy::disallowed_methods, reason = "reads and writes the record")]

use super::binaries::ServerBinaries;
use super::disk::failed;
use crate::failure::{Failure, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The server.
    pub(super) binaries: ServerBinaries,
    /// The TCP port that was asked for at the last start.
    pub(super) port: Option<u16>,
}

impl Record {
    /// Reads it; nothing when there is no cluster.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", path)(error)),
        };
        serde_json::from_str(&text).map(Some).map_err(|error| {
            Failure::bad_input(format!("could not read `{}`", path.display()))
                .because(error)
                .hint("give up the cluster and make a new one: `provost db reset --cluster`")
        })
    }

    /// Writes it, whole or not at all.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).expect("strings and numbers always have a JSON form");
        let incoming = path.with_extension("incoming");
        std::fs::write(&incoming, text + "\n").map_err(failed("write", &incoming))?;
        std::fs::rename(&incoming, path).map_err(failed("write", path))
    }

    /// Removes it; one that is not there is removed already.
    pub(super) fn remove(path: &Path) -> Result<()> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::binaries::ServerVersion;
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cluster.json");
        assert_eq!(Record::read(&path).unwrap(), None);
        let version = ServerVersion { major: 18, minor: 6 };
        let settings = vec![("a".to_owned(), "b".to_owned())];
        let binaries = ServerBinaries { bin_dir: "/pg/bin".into(), version, settings };
        let record = Record { binaries, port: Some(5433) };
        record.write(&path).unwrap();
        assert_eq!(Record::read(&path).unwrap(), Some(record));
        std::fs::write(&path, "{").unwrap();
        assert!(Record::read(&path).is_err());
    }
}
