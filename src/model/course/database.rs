//! Which database is a course's: what it says of itself, and what main noted of it.

use super::Placement;
use crate::vault::{CourseId, Id};
use serde::Serialize;

/// What tells one database from every other.
///
/// The system's number is given when a cluster is made and the database's when the database is, but a copied cluster has both. The
/// marker is a row that provost wrote: it says whose the database is, and carries the two numbers that it was written under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The cluster's system identifier.
    pub system: String,
    /// The database's number in its cluster.
    pub database: String,
    /// The row that provost wrote, if there is one.
    pub marker: Option<Marker>,
}

/// The row by which a database says whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marker {
    /// Its own number.
    pub id: Id,
    /// Main, or a course.
    pub kind: MarkerKind,
    /// The course, where it is one's.
    pub course: Option<CourseId>,
    /// The course's code, where it is one's.
    pub code: Option<String>,
    /// The system identifier that it was written under.
    pub system: String,
    /// The database's number that it was written under.
    pub database: String,
}

impl Marker {
    /// Whether the database it stands in is another one than it was written in: a restore, or a copy.
    pub fn is_copied(&self, here: &Identity) -> bool {
        self.system != here.system || self.database != here.database
    }
}

/// What a marked database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkerKind {
    /// The main database.
    Main,
    /// A course's.
    Course,
}

/// What main noted of a course's database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseDatabase {
    /// Where it lives.
    pub placement: Placement,
    /// Host, with the port where it is not 5432.
    pub server: String,
    /// The database's name.
    pub database: String,
    /// The course's schema in it, where courses share a database.
    pub schema: Option<String>,
    /// The cluster's system identifier.
    pub system: String,
    /// The database's number in its cluster.
    pub database_oid: String,
    /// The number of its marker.
    pub marker: Id,
    /// Whether the marker is known to stand in it.
    pub is_marked: bool,
    /// Whether its host may be a private one.
    pub allow_private: bool,
    /// `server_version_num`, when it was last seen.
    pub server_version: u32,
    /// The newest migration it was last seen with.
    pub version: Option<String>,
    /// The fingerprint of its catalog when it was last verified.
    pub fingerprint: Option<String>,
    /// When it was last seen.
    pub last_seen: String,
}
