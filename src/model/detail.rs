//! What stands beside a row of history: what refinery's table has no place for.

use super::Version;
use std::time::Duration;

/// How one version ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The version.
    pub version: Version,
    /// `transaction`, `no-transaction` or `recorded`.
    pub mode: String,
    /// The role that ran it.
    pub applied_by: String,
    /// The run it belongs to.
    pub run: String,
    /// How long it took.
    pub elapsed: Option<Duration>,
}
