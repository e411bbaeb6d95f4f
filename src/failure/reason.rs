//! What about a target stood in the way, where it was not the work itself that failed.

use super::{Failure, Kind};
use serde::Serialize;

/// What about a target stood in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// It could not be reached, or is not to be trusted.
    Unreachable,
    /// It does not let us in, or what opens it cannot be read.
    Auth,
    /// Its project is paused.
    Paused,
    /// Somebody else is at work on it, or its history is not what the files build on.
    Conflict,
    /// Something in it was changed by hand.
    Drift,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Unreachable, Self::Auth, Self::Paused, Self::Conflict, Self::Drift];

    /// The word that stands for it in tables and JSON documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Auth => "auth",
            Self::Paused => "paused",
            Self::Conflict => "conflict",
            Self::Drift => "drift",
        }
    }
}

impl Failure {
    /// Says what about the target stood in the way, where the kind of failure does not.
    #[must_use]
    pub fn by(mut self, reason: Reason) -> Self {
        self.0.reason = Some(reason);
        self
    }

    /// What about the target stood in the way; nothing where it was the work that failed.
    pub fn reason(&self) -> Option<Reason> {
        self.0.reason.or(match self.kind() {
            Kind::Connect => Some(Reason::Unreachable),
            Kind::Secret => Some(Reason::Auth),
            Kind::Refused => Some(Reason::Conflict),
            _ => None,
        })
    }
}
