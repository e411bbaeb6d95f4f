//! What is expected, said independently of the rules: the oracle of `access test`.

use super::{Operation, Spot, TableName};
use crate::sqltext::Expression;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Words about how a row stands to a person, by table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// For every table that has no word of that name.
    pub everywhere: BTreeMap<String, Relation>,
    /// By table.
    pub of: BTreeMap<TableName, BTreeMap<String, Relation>>,
}

/// What a word means: a condition over the row with `@uid`, evaluated with row level security off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The condition.
    pub expression: Expression,
    /// Where it is written.
    pub spot: Spot,
}

impl Relations {
    /// What a word means on a table.
    pub fn find(&self, table: &TableName, word: &str) -> Option<&Relation> {
        self.of.get(table).and_then(|words| words.get(word)).or_else(|| self.everywhere.get(word))
    }
}

/// Which tables an expectation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TablePattern {
    /// One.
    Table(TableName),
    /// All of a schema.
    Schema(String),
}

/// What people may do with the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The tables.
    pub tables: Vec<TablePattern>,
    /// The columns of the matrix: words joined by `&`.
    pub rows: Vec<(Word, Spot)>,
    /// What each person may do, one entry a column. Who is not here may do nothing.
    pub people: BTreeMap<Person, Vec<Allowed>>,
    /// Columns that nobody but the service writes.
    pub never: BTreeSet<String>,
    /// Columns by which a row may cease to be one's own to change.
    pub leaves: BTreeSet<String>,
    /// Where it is written.
    pub spot: Spot,
}

impl Expectation {
    /// Whether it is about objects of buckets.
    pub fn is_of_objects(&self) -> bool {
        self.tables.contains(&TablePattern::Table(TableName::objects()))
    }

    /// The words of its columns, each once.
    pub fn words(&self) -> BTreeSet<&str> {
        let words = self.rows.iter().filter_map(|(word, _)| match word {
            Word::All(words) => Some(words),
            Word::Any | Word::Foreign { .. } => None,
        });
        words.flatten().map(|(word, _)| word.as_str()).collect()
    }
}

/// The word that holds for the objects of a bucket.
pub fn bucket_word(bucket: &str) -> String {
    format!("bucket {bucket}")
}

/// How a row stands to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Every row.
    Any,
    /// Rows that no other column of the matrix matches; where a word is named, of those that it holds for.
    Foreign {
        /// The word.
        within: Option<String>,
    },
    /// All of these words hold, or with `false` do not.
    All(Vec<(String, bool)>),
}

/// Whose rights a line of the matrix tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// Nobody is signed in.
    Anon,
    /// Signed in, without a row in the role source.
    Stranger,
    /// A person with this application role; the base role too.
    Role(String),
    /// A service's database role.
    Service(String),
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anon => f.write_str("anon"),
            Self::Stranger => f.write_str("stranger"),
            Self::Role(name) | Self::Service(name) => f.write_str(name),
        }
    }
}

/// One entry of the matrix: which operations, each perhaps on certain columns only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed(pub BTreeMap<Operation, Letters>);

/// The columns of an allowed operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letters {
    /// Not said.
    Some,
    /// Exactly these.
    Columns(BTreeSet<String>),
}

/// Values for columns of a generated world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World {
    /// Candidates by column, as text of literals.
    pub candidates: BTreeMap<String, Vec<String>>,
    /// Where it is written.
    pub spot: Spot,
}
