//! What a person can ask to be told of alone.

use super::{Change, Difference, Kind};
use std::str::FromStr;

/// A kind of difference, as `--only` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Category(&'static str);

/// All of them.
const WORDS: [&str; 22] = [
    "policies",
    "rls",
    "grants",
    "owners",
    "default-privileges",
    "roles",
    "functions",
    "triggers",
    "tables",
    "columns",
    "constraints",
    "indexes",
    "views",
    "types",
    "sequences",
    "schemas",
    "extensions",
    "publications",
    "buckets",
    "statistics",
    "rules",
    "comments",
];

impl Category {
    /// That of a difference.
    pub fn of(difference: &Difference) -> Self {
        let word = match (&difference.change, difference.id.kind) {
            (Change::Fact(fact), _) if fact == "comment" => "comments",
            (Change::Fact(fact), _) if fact == "owner" => "owners",
            (Change::Fact(fact), Kind::Table) if fact.ends_with("row_security") => "rls",
            (_, Kind::DefaultPrivileges) => "default-privileges",
            (Change::Fact(fact), _) if fact.ends_with("grants") => "grants",
            (_, kind) => of_kind(kind),
        };
        Self(word)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.into_iter().map(Self)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        self.0
    }
}

const fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Role => "roles",
        Kind::Schema => "schemas",
        Kind::Extension => "extensions",
        Kind::Enum | Kind::Composite | Kind::Domain | Kind::DomainConstraint | Kind::Range => "types",
        Kind::Sequence => "sequences",
        Kind::Table => "tables",
        Kind::Function => "functions",
        Kind::Column => "columns",
        Kind::Constraint => "constraints",
        Kind::Index => "indexes",
        Kind::Statistics => "statistics",
        Kind::View | Kind::MaterializedView => "views",
        Kind::Rule => "rules",
        Kind::Trigger | Kind::EventTrigger => "triggers",
        Kind::Policy => "policies",
        Kind::Publication => "publications",
        Kind::Bucket => "buckets",
        Kind::DefaultPrivileges => "default-privileges",
    }
}

impl FromStr for Category {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = WORDS.into_iter().find(|known| *known == word);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no kind of difference `{word}`; known are {}", WORDS.join(", ")))
    }
}
