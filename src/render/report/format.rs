//! The formats, by their names on the command line.

use super::{Layout, document, github, jsonl, junit, sarif, text};
use clap::ValueEnum;

/// How a result is written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document, also when the run fails.
    Json,
    /// One JSON document a line: findings, what passed, and a summary at the end.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, a test case for each thing that was looked at.
    Junit,
    /// Annotations of GitHub Actions.
    Github,
}

impl Format {
    /// All of them: what a command prints that finds things.
    pub const ALL: &'static [Self] =
        &[Self::Text, Self::Json, Self::Jsonl, Self::Sarif, Self::Junit, Self::Github];

    /// What any other command prints.
    pub const PLAIN: &'static [Self] = &[Self::Text, Self::Json];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
        }
    }

    /// What writes it.
    pub fn layout(self) -> &'static dyn Layout {
        match self {
            Self::Text => &text::Text,
            Self::Json => &document::Json,
            Self::Jsonl => &jsonl::JsonLines,
            Self::Sarif => &sarif::Sarif,
            Self::Junit => &junit::Junit,
            Self::Github => &github::Github,
        }
    }
}
