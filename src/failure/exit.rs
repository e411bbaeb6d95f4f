//! The one table of exit codes: `--help`, the README and the process itself read it here.

/// What kind of failure ended a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Drift, a failed validation or access test, lint, something pending under `--check`.
    Findings,
    /// Arguments that make no sense together.
    Usage,
    /// Configuration, a template, a migration's name, a changed checksum.
    BadInput,
    /// Not reachable, not let in, TLS not trusted, or an unusable pooler.
    Connect,
    /// Lock held, stale plan, a risky step that was not allowed, no terminal to confirm on.
    Refused,
    /// Failed and rolled back: the target is as it was.
    RolledBack,
    /// Failed part-way: some steps or courses are done, the report lists them.
    PartWay,
    /// A key or credential is missing, wrong, or was tampered with.
    Secret,
    /// A bug in provost.
    Bug,
    /// Stopped by a signal.
    Interrupted,
}

impl Kind {
    /// The process's exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Usage => 2,
            Self::BadInput => 3,
            Self::Connect => 4,
            Self::Refused => 5,
            Self::RolledBack => 6,
            Self::PartWay => 7,
            Self::Secret => 8,
            Self::Bug => 70,
            Self::Interrupted => 130,
        }
    }

    /// The word that stands for it in JSON documents; scripts may rely on it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Usage => "usage",
            Self::BadInput => "bad-input",
            Self::Connect => "connect",
            Self::Refused => "refused",
            Self::RolledBack => "rolled-back",
            Self::PartWay => "part-way",
            Self::Secret => "secret",
            Self::Bug => "bug",
            Self::Interrupted => "interrupted",
        }
    }

    /// One line for help and README.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Findings => "findings: drift, failed validation or access test, lint, pending with --check",
            Self::Usage => "usage",
            Self::BadInput => "bad input: configuration, template, migration name, changed checksum",
            Self::Connect => "cannot connect, authenticate or trust TLS; unusable pooler",
            Self::Refused => {
                "refused: lock held, stale plan, risky step not allowed, no terminal to confirm on"
            }
            Self::RolledBack => "failed and rolled back: the target is as it was",
            Self::PartWay => {
                "failed part-way: some steps or courses are done, the report lists them; running it again is safe"
            }
            Self::Secret => "secret: missing, wrong key, tampered",
            Self::Bug => "a bug in provost",
            Self::Interrupted => "interrupted",
        }
    }

    /// The kind that an exit code stands for.
    pub fn of_exit_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.exit_code() == code)
    }

    const ALL: [Self; 10] = [
        Self::Findings,
        Self::Usage,
        Self::BadInput,
        Self::Connect,
        Self::Refused,
        Self::RolledBack,
        Self::PartWay,
        Self::Secret,
        Self::Bug,
        Self::Interrupted,
    ];
}

/// The code of a run over many targets: the highest wins.
pub fn highest(kinds: impl IntoIterator<Item = Kind>) -> u8 {
    kinds.into_iter().map(Kind::exit_code).max().unwrap_or(0)
}

/// Every code with its meaning, success first.
pub fn table() -> impl Iterator<Item = (u8, &'static str)> {
    std::iter::once((0, "done, or nothing to do"))
        .chain(Kind::ALL.into_iter().map(|kind| (kind.exit_code(), kind.meaning())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_order() {
        let codes: Vec<u8> = table().map(|(code, _)| code).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 70, 130]);
    }

    #[test]
    fn the_highest_code_wins() {
        assert_eq!(highest([Kind::Connect, Kind::PartWay, Kind::Findings]), 7);
        assert_eq!(highest([]), 0);
    }
}
