//! How far a rollout is, and how far a course is in it.

use serde::Serialize;

/// How far a course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CourseState {
    /// Nobody has begun.
    Pending,
    /// A worker has it.
    Running,
    /// It is as the files say.
    Done,
    /// A migration or an access rule failed there.
    Failed,
    /// It could not be worked on, for a reason of its own.
    Quarantined,
    /// It was left out: a later rollout took its place.
    Skipped,
}

impl CourseState {
    /// All of them, in the order in which a report counts them.
    pub const ALL: [Self; 6] =
        [Self::Done, Self::Running, Self::Pending, Self::Skipped, Self::Quarantined, Self::Failed];

    /// The word that stands for it in main, tables and JSON documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Quarantined => "quarantined",
            Self::Skipped => "skipped",
        }
    }

    /// The state that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// How far a rollout is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RolloutState {
    /// Workers may take courses from it.
    Running,
    /// Too many courses failed: none is begun any more.
    Stopped,
    /// Every course has its turn behind it.
    Done,
    /// A later rollout took its place.
    Superseded,
}

impl RolloutState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Running, Self::Stopped, Self::Done, Self::Superseded];

    /// The word that stands for it in main, tables and JSON documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::Superseded => "superseded",
        }
    }

    /// The state that a word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}
