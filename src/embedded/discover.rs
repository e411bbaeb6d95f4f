//! Which of the PostgreSQL installations on this machine is used: the first that has every extension that is needed.
//!
//! This is the choice alone; `look` finds the candidates on the disk.

use super::binaries::{OLDEST_MAJOR, ServerBinaries};
use std::collections::BTreeSet;
use std::fmt;

/// Where a candidate was found. Listed in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Named by `--pg-bin`: this one or none.
    Explicit,
    /// Recorded with the cluster that exists already.
    Recorded,
    /// Installed on the machine.
    System,
    /// Fetched earlier by provost.
    Fetched,
}

/// An installation that was looked at.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it was found.
    pub origin: Origin,
    /// Its programs.
    pub binaries: ServerBinaries,
    /// The extensions that it can create.
    pub extensions: BTreeSet<String>,
}

/// What came of the choice.
#[derive(Debug)]
pub enum Choice {
    /// This one.
    Use(ServerBinaries),
    /// None will do.
    None(Vec<Unfit>),
}

/// Why a candidate was passed over.
#[derive(Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Where it was found.
    pub origin: Origin,
    /// Its directory.
    pub bin_dir: String,
    /// Its version.
    pub version: String,
    /// The extensions that it lacks; empty when it is too old.
    pub lacks: Vec<String>,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgreSQL {} in `{}` ", self.version, self.bin_dir)?;
        match self.lacks.as_slice() {
            [] => write!(f, "is older than {OLDEST_MAJOR}"),
            [one] => write!(f, "lacks the extension `{one}`"),
            many => write!(f, "lacks the extensions `{}`", many.join("`, `")),
        }
    }
}

/// Chooses among candidates that come in the order of preference; those behind the chosen one are not looked at. An explicit or recorded one is binding: a server that was asked for, or that
/// owns a data directory, is never silently replaced by another.
pub fn choose(candidates: impl IntoIterator<Item = Candidate>, needed: &[String]) -> Choice {
    let mut passed_over = Vec::new();
    for candidate in candidates {
        let lacks: Vec<String> =
            needed.iter().filter(|name| !candidate.extensions.contains(*name)).cloned().collect();
        let too_old = candidate.binaries.version.major < OLDEST_MAJOR;
        if lacks.is_empty() && !too_old {
            return Choice::Use(candidate.binaries);
        }
        passed_over.push(Unfit {
            origin: candidate.origin,
            bin_dir: candidate.binaries.bin_dir.display().to_string(),
            version: candidate.binaries.version.to_string(),
            lacks: if too_old { Vec::new() } else { lacks },
        });
        if matches!(candidate.origin, Origin::Explicit | Origin::Recorded) {
            break;
        }
    }
    Choice::None(passed_over)
}

#[cfg(test)]
mod tests {
    use super::super::binaries::ServerVersion;
    use super::*;

    fn candidate(origin: Origin, major: u32, extensions: &[&str]) -> Candidate {
        let version = ServerVersion { major, minor: 1 };
        let bin_dir = format!("/pg/{major}/bin").into();
        Candidate {
            origin,
            binaries: ServerBinaries { bin_dir, version, settings: Vec::new() },
            extensions: extensions.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    fn chosen(candidates: Vec<Candidate>, needed: &[&str]) -> Result<u32, Vec<String>> {
        let needed: Vec<String> = needed.iter().map(|&name| name.to_owned()).collect();
        match choose(candidates, &needed) {
            Choice::Use(binaries) => Ok(binaries.version.major),
            Choice::None(unfit) => Err(unfit.iter().map(ToString::to_string).collect()),
        }
    }

    #[test]
    fn the_first_with_every_extension_wins() {
        let machine = || {
            vec![
                candidate(Origin::System, 17, &["plpgsql"]),
                candidate(Origin::System, 15, &["plpgsql", "vector", "citext"]),
                candidate(Origin::Fetched, 18, &["plpgsql", "vector"]),
            ]
        };
        assert_eq!(chosen(machine(), &[]), Ok(17));
        assert_eq!(chosen(machine(), &["vector"]), Ok(15));
        assert_eq!(chosen(machine(), &["vector", "citext"]), Ok(15));
        assert_eq!(chosen(machine(), &["postgis"]).unwrap_err().len(), 3);
        assert_eq!(chosen(Vec::new(), &[]), Err(Vec::new()));
    }

    #[test]
    fn one_that_was_named_or_recorded_is_never_replaced() {
        for origin in [Origin::Explicit, Origin::Recorded] {
            let machine = || vec![candidate(origin, 16, &[]), candidate(Origin::System, 17, &["vector"])];
            assert_eq!(chosen(machine(), &[]), Ok(16));
            assert_eq!(
                chosen(machine(), &["vector"]),
                Err(vec!["PostgreSQL 16.1 in `/pg/16/bin` lacks the extension `vector`".to_owned()])
            );
        }
    }

    #[test]
    fn an_old_one_is_passed_over() {
        let machine = vec![candidate(Origin::System, 14, &[]), candidate(Origin::System, 15, &[])];
        assert_eq!(chosen(machine, &[]), Ok(15));
        assert_eq!(
            chosen(vec![candidate(Origin::System, 9, &[])], &["a"]),
            Err(vec!["PostgreSQL 9.1 in `/pg/9/bin` is older than 15".to_owned()])
        );
    }
}
