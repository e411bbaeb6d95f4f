//! The migration that quickstart rolls out over its courses.

#![expect(clippy::disallowed_methods, reason = "writes into the project that quickstart made")]

use crate::assets::{ROOM, ROOM_DOWN};
use crate::failure::{Failure, Place, Result};
use std::path::{Path, PathBuf};

/// Where it goes.
pub(super) struct Room(PathBuf);

impl Room {
    /// The file, as seen from the project.
    pub(super) const UP: &str = "sql/course/V013__room.sql";
    /// The file that undoes it.
    pub(super) const DOWN: &str = "sql/course/V013__room.down.sql";

    pub(super) fn of(project: &Path) -> Self {
        Self(project.to_owned())
    }

    /// Writes both files; whether they were not there from an earlier run.
    pub(super) fn write(&self) -> Result<bool> {
        if self.0.join(Self::UP).exists() {
            return Ok(false);
        }
        for (file, text) in [(Self::DOWN, ROOM_DOWN), (Self::UP, ROOM)] {
            std::fs::write(self.0.join(file), text).map_err(|error| {
                Failure::bad_input(format!("could not write `{file}`")).at(Place::file(file)).because(error)
            })?;
        }
        Ok(true)
    }
}
