//! The queries that are asked, out of `shapes.toml`.

use anyhow::Result;
use serde::Deserialize;

const SHAPES: &str = include_str!("shapes.toml");

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shapes {
    shape: Vec<Shape>,
}

/// A question and the same with its condition written by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) who: Who,
    asked: String,
    floor: String,
}

/// Who asks.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    Student,
    /// The owner of very many courses.
    Big,
    Instructor,
    Admin,
}

impl Who {
    /// The id that the rows were made with.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Student => "00000000-0000-4000-8000-000000000001",
            Self::Big => "00000000-0000-4000-8000-000000000002",
            Self::Instructor => "00000000-0000-4000-8000-000000000003",
            Self::Admin => "00000000-0000-4000-8000-000000000004",
        }
    }
}

impl Shape {
    /// All of them.
    pub(crate) fn all() -> Result<Vec<Self>> {
        Ok(toml::from_str::<Shapes>(SHAPES)?.shape)
    }

    /// What clients send.
    pub(crate) fn asked(&self) -> String {
        self.filled(&self.asked)
    }

    /// What a careful person would write where no policy helps.
    pub(crate) fn floor(&self) -> String {
        self.filled(&self.floor)
    }

    fn filled(&self, sql: &str) -> String {
        sql.replace("@me", &format!("'{}'::uuid", self.who.id()))
    }
}
