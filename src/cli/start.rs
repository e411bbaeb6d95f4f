//! `provost quickstart`, `init`, `doctor`: first steps.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Stands at the end of the program's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost quickstart                        see the whole job done, on a server of provost's own
  provost init shop --from empty            begin a project for tables of your own
  provost migrate new create_orders --down  make a migration and the file that undoes it
  provost migrate plan                      show what would be done
  provost migrate up                        do it
  provost doctor                            find out why something does not work";

/// Which tables a new project begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum System {
    /// A learning platform: a main database and one for each course.
    #[default]
    Campus,
    /// A company that teaches: 40 tables, five roles, invoices, mentors, badges, files.
    GrowthOs,
    /// Personal learning with files and search by meaning; needs the extension `vector`.
    LearningPlatform,
    /// Six services with a schema and a login each, in one database.
    Edulink,
    /// Courses, assessments, progress, for students, instructors and admins.
    PersonalizedLms,
    /// No tables: your own are to come.
    Empty,
}

impl System {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Campus => "campus",
            Self::GrowthOs => "growth-os",
            Self::LearningPlatform => "learning-platform",
            Self::Edulink => "edulink",
            Self::PersonalizedLms => "personalized-lms",
            Self::Empty => "empty",
        }
    }
}

/// Writes a new project.
#[derive(Debug, Clone, Args)]
#[command(after_help = "No file is overwritten: where one is in the way, nothing is written.

Examples:
  provost init campus            the campus system, for a main database and one for each course
  provost init lms --from personalized-lms    another whole system, with rules that are proven
  provost init . --from empty    a project for tables of your own
  provost init . --from empty --migrations supabase/migrations")]
pub struct Init {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub directory: PathBuf,
    /// The tables to begin with
    #[arg(long, value_name = "SYSTEM", default_value = "campus")]
    pub from: System,
    /// What the project is called; the folder's name when left out
    #[arg(long)]
    pub name: Option<String>,
    /// Name no database: main is on the server that provost runs
    #[arg(long)]
    pub embedded: bool,
}

/// Shows the whole main job on a server of our own, with the commands that do it.
#[derive(Debug, Clone, Args)]
#[command(after_help = "It asks nothing, touches no database but its own, and can be run again.")]
pub struct Quickstart {
    /// The folder to write the project to; one in provost's own state directory when left out
    #[arg(value_name = "DIR")]
    pub directory: Option<PathBuf>,
}

/// Looks for what could go wrong: machine, project, target.
#[derive(Debug, Clone, Args)]
#[command(after_help = "It changes nothing, and starts no server. Exit code 1 means that something is wrong.

Examples:
  provost doctor
  provost doctor --database-url postgres://me@db.example.org/shop")]
pub struct Doctor {}

/// Whether an option that many commands take means something to one of these.
pub(super) fn takes(command: &str, option: &str) -> bool {
    match command {
        "init" => ["migrations", "format"].contains(&option),
        "quickstart" => ["pg_bin", "no_fetch"].contains(&option),
        "doctor" => !["yes", "shadow_url"].contains(&option),
        _ => false,
    }
}
