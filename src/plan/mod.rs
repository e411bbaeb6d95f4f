//! One [`Plan`] for preview and run.
//!
//! `plan`, `--dry-run`, `up`, a course's onboarding and a fleet's rollout are the same value for different targets. Building one is
//! pure: files and history in, steps out. [`crate::pg::apply`] is the only place that runs steps.

mod access;
mod basis;
mod build;
mod detect;
mod gap;
mod notice;
mod order;
mod record;
mod refinery;
mod repair;
mod revert;
mod status;
mod step;
pub mod verify;
mod wanted;

pub use access::Written;
pub use basis::Basis;
pub use build::build;
pub use detect::{Presence, detect, looked_for};
pub use notice::{note, other_history};
pub use record::{Foreign, adopt, baseline};
pub use repair::{Repair, repair};
pub use revert::revert;
pub use status::{Line, State, Status, status};
pub use wanted::{Goal, OutOfOrder, Wanted};

use crate::finding::Finding;
use crate::model::access::TableName;
use crate::model::{HistoryTable, Recorded, Target, Version, VersionWidth};
use crate::sqltext::Statement;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What would be done to one target, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The database it is for.
    pub target: Target,
    /// Where its history is kept.
    pub history: HistoryTable,
    /// The width of the history's version column, as found or as it will be made.
    pub width: VersionWidth,
    /// A hash of everything the plan was built from; a run refuses when it moved.
    pub basis: Basis,
    /// The versions that stood in history when it was made.
    pub applied: Vec<Version>,
    /// What will be done.
    pub steps: Vec<Step>,
    /// What a person should know before it is done.
    pub notices: Vec<Finding>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Which steps lose data, and what: a person has to agree to it. Nothing where none does.
    pub fn losses(&self) -> Option<String> {
        let losing = self.steps.iter().filter(|step| step.risk.level == RiskLevel::Destroys);
        let reasons: Vec<String> =
            losing.map(|step| format!("{} ({})", step.id, step.risk.reasons.join("; "))).collect();
        (!reasons.is_empty()).then(|| reasons.join(", "))
    }

    /// Its steps by id, for a question.
    pub fn ids(&self) -> String {
        self.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// One unit of work: a file, or the making of the history's own tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What a person calls it: `V003`, `20260801120000`, `R__views`, `history`.
    pub id: String,
    /// The rest of the name: `add_grades`.
    pub title: String,
    /// The text that runs; for a file, all of it, byte for byte.
    pub sql: Arc<str>,
    /// What is sent: the text, with a wrapping `BEGIN`/`COMMIT` blanked out.
    pub body: Arc<str>,
    /// The statements of the body, in order.
    pub statements: Arc<[Statement]>,
    /// Whether it runs inside one transaction with its history row.
    pub transaction: Transaction,
    /// What it may cost, with the statements that say so.
    pub risk: Risk,
    /// What access rules do around it.
    pub around: Around,
    /// Where it comes from.
    pub origin: Origin,
    /// What it does to history.
    pub action: Action,
}

/// What access rules do in a file's own transaction, so that nothing is ever visible unprotected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Around {
    /// Schemas in which everything that the file made is closed behind it; none where there are no rules.
    pub closes: Vec<String>,
    /// Database roles that it is closed to.
    pub clients: Vec<String>,
    /// Tables whose generated policies step aside for it.
    pub lifts: Vec<TableName>,
    /// Whether buckets are among what was generated.
    pub storage: bool,
}

/// Whether a step runs in a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Transaction {
    /// All or nothing, with its history row.
    Inside,
    /// Statement by statement, each journalled.
    Outside,
}

/// What a step may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Risk {
    /// The worst of its reasons.
    pub level: RiskLevel,
    /// Why, each naming a statement's line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// How far a step reaches.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum RiskLevel {
    /// Only adds, and locks nothing that is in use for long.
    Safe,
    /// Takes a lock that stops writers or readers of an existing table.
    Locks,
    /// Drops or overwrites data.
    Destroys,
}

/// Where a step comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Origin {
    /// The file, as the person would name it.
    pub file: String,
    /// The line of its first statement.
    pub line: usize,
}

/// What a step does to history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Makes the history's schema and tables.
    Prepare,
    /// Runs a versioned file and records it.
    Apply {
        /// Its version.
        version: Version,
        /// Its name, without version and prefix.
        name: String,
        /// What the row will hold.
        checksum: u64,
        /// What undoes it, kept beside the history.
        down: Option<Arc<str>>,
    },
    /// Runs a repeatable file and records its new checksum.
    Repeat {
        /// Its name.
        name: String,
        /// What the row will hold.
        checksum: u64,
    },
    /// Runs a down file and removes the version from history.
    Revert {
        /// The version that goes.
        version: Version,
    },
    /// Records a version as applied without running it.
    Record {
        /// Its version.
        version: Version,
        /// Its name, without version and prefix.
        name: String,
        /// What the row will hold.
        checksum: u64,
    },
    /// Writes a row anew, so that it agrees with its file.
    Rewrite {
        /// The row as it is.
        before: Recorded,
        /// The name it will hold.
        name: String,
        /// The checksum it will hold.
        checksum: u64,
    },
    /// Takes a row out of history and runs nothing.
    Forget {
        /// The row as it is.
        before: Recorded,
    },
    /// Widens the version column to `int8`, with every checksum in the new width.
    Widen {
        /// Each version with its new checksum.
        checksums: Vec<(Version, u64)>,
    },
    /// Brings generated objects to what the access rules say.
    Access {
        /// What is made or changed.
        written: Vec<Written>,
        /// What goes.
        gone: Vec<Written>,
        /// Whether buckets may be among it.
        storage: bool,
    },
    /// The same, to be planned when the files before it are in.
    AccessLater,
}
