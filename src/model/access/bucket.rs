//! A storage bucket and its rules.

use super::{Rule, Spot};

/// A storage bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Whether its objects are served without a login.
    pub public: bool,
    /// The largest object, in bytes.
    pub size: Option<i64>,
    /// The types that it takes; none: all.
    pub mime: Vec<String>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Where it is declared.
    pub spot: Spot,
}
