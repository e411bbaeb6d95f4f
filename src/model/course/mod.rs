//! Courses: what the registry in main knows of them.

mod code;
mod database;
mod placement;
mod selector;
mod stage;
mod state;

pub use code::CourseCode;
pub use database::{CourseDatabase, Identity, Marker, MarkerKind};
pub use placement::Placement;
pub use selector::Selector;
pub use stage::{Attempt, Stage};
pub use state::CourseState;

use crate::vault::CourseId;
use serde::Serialize;

/// One course, as the registry has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// Its number, which credentials are sealed under.
    pub id: CourseId,
    /// What people and command lines call it.
    pub code: CourseCode,
    /// Its title.
    pub title: String,
    /// The term, as the school writes it.
    pub term: String,
    /// Whether it is open.
    pub state: CourseState,
    /// Who registered it, by e-mail address.
    pub created_by: Option<String>,
    /// The person whose database it is, by e-mail address.
    pub rep: Option<String>,
    /// When each step of its making was done.
    pub steps: Steps,
    /// Since when it is closed for now, or over.
    pub closed_at: Option<String>,
    /// Its database, once it was looked at.
    pub database: Option<CourseDatabase>,
}

/// When each step of a course's making was done, as the server writes times; nothing for a step to come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Steps {
    /// A top admin created it.
    pub registered: String,
    /// The rep's credentials opened a database that is fit for a course.
    pub checked: Option<String>,
    /// They stand encrypted in main.
    pub stored: Option<String>,
    /// The rep is course admin.
    pub assigned: Option<String>,
    /// Its database was migrated and verified.
    pub ready: Option<String>,
    /// It was first opened to its members.
    pub activated: Option<String>,
}
