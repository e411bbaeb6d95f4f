//! One rule: who may do what with which rows and columns.

use super::{Spot, Who};
use crate::sqltext::Expression;
use std::collections::BTreeSet;

/// What can be done with rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// `r`
    Select,
    /// `c`
    Insert,
    /// `u`
    Update,
    /// `d`
    Delete,
}

impl Operation {
    /// All of them, in the order r c u d.
    pub const ALL: [Self; 4] = [Self::Select, Self::Insert, Self::Update, Self::Delete];

    /// The letter that stands for it.
    pub const fn letter(self) -> char {
        match self {
            Self::Select => 'r',
            Self::Insert => 'c',
            Self::Update => 'u',
            Self::Delete => 'd',
        }
    }

    /// The operation of a letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.letter() == letter)
    }

    /// The SQL command.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// One rule, its patterns and role sets put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Who.
    pub who: BTreeSet<Who>,
    /// The word or words that the file says for `who`.
    pub who_text: String,
    /// What they may do.
    pub can: BTreeSet<Operation>,
    /// With which rows; all of these hold. Empty: any row.
    pub rows: Vec<Atom>,
    /// The columns that may be written; nothing: all but frozen ones.
    pub cols: Option<BTreeSet<String>>,
    /// What must hold of a row after an update; nothing: the same as `rows`.
    pub after: Option<Vec<Atom>>,
    /// Where it is written.
    pub spot: Spot,
}

/// One condition on a row, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// What must hold.
    pub condition: Condition,
    /// As it is written, such as `own:user_id`.
    pub text: String,
    /// Where it is written.
    pub spot: Spot,
}

/// What must hold of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The column is the person's id.
    Own {
        /// The column.
        column: String,
    },
    /// The column is one of a set's ids.
    In {
        /// The set.
        set: String,
        /// The column.
        column: String,
    },
    /// The boolean column is true, or false.
    Flag {
        /// The column.
        column: String,
        /// Which.
        wanted: bool,
    },
    /// The column is null, or is not.
    Open {
        /// The column.
        column: String,
        /// Which.
        wanted: bool,
    },
    /// The column equals a value, or does not.
    Is {
        /// The column.
        column: String,
        /// The value.
        value: String,
        /// Which.
        wanted: bool,
    },
    /// A named expression holds.
    Expression {
        /// Its name.
        name: String,
        /// What it says.
        expression: Expression,
    },
    /// The object's path begins with the person's id. Buckets only.
    OwnFolder,
    /// The object's path begins with one of a set's ids. Buckets only.
    SetFolder {
        /// The set.
        set: String,
    },
}

impl Condition {
    /// The columns of the row that it reads.
    pub fn columns(&self) -> BTreeSet<&str> {
        match self {
            Self::Own { column }
            | Self::In { column, .. }
            | Self::Flag { column, .. }
            | Self::Open { column, .. }
            | Self::Is { column, .. } => BTreeSet::from([column.as_str()]),
            Self::Expression { expression, .. } => expression.columns.iter().map(String::as_str).collect(),
            Self::OwnFolder | Self::SetFolder { .. } => BTreeSet::from(["name"]),
        }
    }

    /// Whether it holds for few rows of a person, and an index can find them.
    pub const fn is_selective(&self) -> bool {
        matches!(self, Self::Own { .. } | Self::In { .. } | Self::OwnFolder | Self::SetFolder { .. })
    }
}
