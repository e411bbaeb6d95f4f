//! The programs of one PostgreSQL installation, and the settings they need to find extensions that live elsewhere.

use crate::failure::{Failure, Kind, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The oldest major version that provost works with: `security_invoker` views came with it.
pub const OLDEST_MAJOR: u32 = 15;

/// A PostgreSQL version, such as 15.20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ServerVersion {
    /// The major version: data directories of different majors do not mix.
    pub major: u32,
    /// The minor version; 0 for a beta or a release candidate.
    pub minor: u32,
}

impl ServerVersion {
    /// Reads what `postgres --version` prints: `postgres (PostgreSQL) 15.20 (Debian 15.20-1)`, or `… 19beta1`.
    pub fn parse(printed: &str) -> Option<Self> {
        let number = printed.split_once("(PostgreSQL)")?.1.split_whitespace().next()?;
        let (major, rest) =
            number.split_at(number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len()));
        let minor = rest.strip_prefix('.').and_then(|minor| minor.parse().ok()).unwrap_or(0);
        Some(Self { major: major.parse().ok()?, minor })
    }
}

impl fmt::Display for ServerVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The programs of one server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerBinaries {
    /// Where `postgres` and `initdb` are.
    pub bin_dir: PathBuf,
    /// What they are.
    pub version: ServerVersion,
    /// Settings to start the server with, such as `extension_control_path`.
    pub settings: Vec<(String, String)>,
}

impl ServerBinaries {
    /// The path of a program that the installation may or may not have; npm's has no `psql`.
    ///
    /// # Errors
    /// When it is not there.
    pub fn program(&self, name: &str) -> Result<PathBuf> {
        let path = self.bin_dir.join(name);
        if path.is_file() {
            return Ok(path);
        }
        Err(Failure::new(Kind::Connect, format!("this PostgreSQL has no `{name}`"))
            .because(format!("`{}` does not exist", path.display()))
            .hint(format!("install the client programs and name their directory: `--pg-bin {}`", EXAMPLE)))
    }

    /// Whether both are the same installation.
    pub fn is_in(&self, bin_dir: &Path) -> bool {
        self.bin_dir == bin_dir
    }
}

const EXAMPLE: &str = "/usr/lib/postgresql/17/bin";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_postgres_prints() {
        for (printed, major, minor) in [
            ("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n", 15, 20),
            ("postgres (PostgreSQL) 18.6", 18, 6),
            ("postgres (PostgreSQL) 19beta1", 19, 0),
        ] {
            assert_eq!(ServerVersion::parse(printed), Some(ServerVersion { major, minor }), "{printed}");
        }
        for printed in ["", "psql 15", "postgres (PostgreSQL)", "postgres (PostgreSQL) x"] {
            assert_eq!(ServerVersion::parse(printed), None, "{printed}");
        }
    }
}
