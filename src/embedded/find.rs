//! From what a project needs to a server's programs: the whole chain, with one message at its end.

use super::binaries::ServerBinaries;
use super::discover::{Candidate, Choice, Origin, choose};
use super::look;
use crate::failure::{Failure, Kind, Result};
use std::ffi::OsString;
use std::path::PathBuf;

/// What is wanted of a server.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The directory that `--pg-bin` names: this one or none.
    pub bin_dir: Option<PathBuf>,
    /// The extensions that must be there.
    pub extensions: Vec<String>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
}

/// Finds a server's programs on this machine.
///
/// # Errors
/// When there is none that will do; the message says what was looked at and what to install.
pub fn find(wanted: &Wanted) -> Result<ServerBinaries> {
    let candidates: Vec<Candidate> = match &wanted.bin_dir {
        Some(dir) => vec![look::inspect(Origin::Explicit, dir, Vec::new()).ok_or_else(|| {
            Failure::new(Kind::BadInput, format!("there is no PostgreSQL server in `{}`", dir.display()))
                .because("`postgres --version` does not run there")
                .hint("name the directory that holds `postgres` and `initdb`, such as `--pg-bin /usr/lib/postgresql/17/bin`")
        })?],
        None => look::system_bin_dirs(wanted.path.as_deref())
            .iter()
            .filter_map(|dir| look::inspect(Origin::System, dir, Vec::new()))
            .collect(),
    };
    match choose(candidates, &wanted.extensions) {
        Choice::Use(binaries) => Ok(binaries),
        Choice::None(passed_over) => {
            let failure = Failure::new(Kind::Connect, "found no PostgreSQL server that will do");
            Err(passed_over.iter().fold(failure, Failure::because))
        }
    }
}
