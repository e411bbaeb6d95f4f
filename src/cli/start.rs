//! `provost init`, `quickstart`, `doctor`: first steps.

use clap::Args;
use std::path::PathBuf;

/// Writes a new project.
#[derive(Debug, Clone, Args)]
pub struct Init {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub directory: PathBuf,
}

/// Shows the whole main job on a server of our own, with the commands that do it.
#[derive(Debug, Clone, Args)]
pub struct Quickstart {
    /// The folder to write the project to
    #[arg(value_name = "DIR", default_value = "campus")]
    pub directory: PathBuf,
}

/// Looks for what could go wrong: the project, the server, the target.
#[derive(Debug, Clone, Args)]
pub struct Doctor {}
