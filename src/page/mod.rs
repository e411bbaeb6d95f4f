//! What one page tells of a project: its main database, who may touch what, its tables and how they hang together.
//!
//! Pure: snapshots, rules and a status in, one [`Page`] out, which [`crate::render::html`] draws.

mod fleet;
mod matrix;
mod picture;

pub use fleet::{Fleet, Past, Tile, fleet};
pub use matrix::{Cell, Matrix, Row, matrix};
pub use picture::{Frame, Line, Picture, picture};

use crate::finding::Finding;
use crate::plan::Status;
use serde::Serialize;

/// All that a page shows.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The project's name.
    pub project: String,
    /// When it was made, by our clock, as RFC 3339.
    pub made_at: String,
    /// Which provost made it.
    pub version: &'static str,
    /// The main database.
    pub main: Side,
    /// The courses and the rollouts over them; nothing where main has no registry of courses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fleet: Option<Fleet>,
    /// Those of the courses, as their files want them; nothing where the project has no courses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<Plan>,
}

/// One database as it is.
#[derive(Debug, Serialize)]
pub struct Side {
    /// Every migration.
    pub status: Status,
    /// How it differs from what its files make.
    pub drift: Vec<Finding>,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The server's major version.
    pub major: u32,
    /// What the files make.
    pub plan: Plan,
}

/// What files and rules make of a database.
#[derive(Debug, Serialize)]
pub struct Plan {
    /// Who may touch what; nothing where no rules are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Matrix>,
    /// Its tables and how they hang together.
    pub picture: Picture,
}
