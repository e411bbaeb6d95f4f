//! What must have happened before a step may run: files are sent ahead of their predecessors' answers.

use crate::model::{Found, Version};
use crate::plan::{Action, Step};
use serde::Serialize;

/// What must have happened before a step may run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Guard {
    /// Nothing.
    None,
    /// A version is in history.
    Version { version: Version, checksum: String },
    /// A version is not in history any more.
    Reverted { version: Version },
    /// A repeatable file ran with this checksum.
    Repeated { name: String, checksum: String },
}

impl Guard {
    /// The newest row of history, as it was found.
    pub(super) fn newest(found: &Found) -> Self {
        found
            .rows()
            .last()
            .map_or(Self::None, |row| Self::Version { version: row.version, checksum: row.checksum.clone() })
    }

    /// What a step leaves behind for the next one to check.
    pub(super) fn after(step: &Step) -> Option<Self> {
        match &step.action {
            Action::Prepare | Action::Widen { .. } | Action::Access { .. } | Action::AccessLater => None,
            Action::Apply { version, checksum, .. } | Action::Record { version, checksum, .. } => {
                Some(Self::Version { version: *version, checksum: checksum.to_string() })
            }
            Action::Rewrite { before, checksum, .. } => {
                Some(Self::Version { version: before.version, checksum: checksum.to_string() })
            }
            Action::Revert { version } => Some(Self::Reverted { version: *version }),
            Action::Forget { before } => Some(Self::Reverted { version: before.version }),
            Action::Repeat { name, checksum } => {
                Some(Self::Repeated { name: name.clone(), checksum: checksum.to_string() })
            }
        }
    }
}
