//! What is known and left as it is, each with its reason.

use super::Spot;
use std::collections::BTreeMap;

/// What nobody needs to be told again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Weaker rules that no expectation notices, by name.
    pub mutants: BTreeMap<String, Acceptance>,
    /// Findings of lint, as `rule:object`.
    pub lint: BTreeMap<String, Acceptance>,
}

/// Why something is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The reason.
    pub reason: String,
    /// Where it is written.
    pub spot: Spot,
}
