//! What a person wants of a target.

use crate::access::Drift;
use crate::model::access::Access;
use crate::model::{HistoryTable, Migration, Repeatable, Target, Version};
use serde::{Deserialize, Serialize};

/// What the person wants: the project's files, for one target.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The database.
    pub target: &'a Target,
    /// Where its history is kept.
    pub history: &'a HistoryTable,
    /// Versioned files, oldest first.
    pub migrations: &'a [Migration],
    /// Repeatable files, by name.
    pub repeatables: &'a [Repeatable],
    /// Who may touch what.
    pub access: &'a Access,
    /// What to do with generated objects that were changed by hand.
    pub drift: Drift,
    /// How far to go.
    pub goal: Goal,
    /// What to do with files older than what is applied.
    pub out_of_order: OutOfOrder,
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// Everything.
    #[default]
    Latest,
    /// Up to and including a version, or back down to it.
    Version(Version),
    /// So many steps on.
    Forward(usize),
    /// So many steps back.
    Back(usize),
}

/// What to do with a file that is older than what is already applied.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum OutOfOrder {
    /// Stop before anything runs.
    #[default]
    Error,
    /// Leave the file alone and say so.
    Warn,
    /// Run it, in version order.
    Apply,
}
