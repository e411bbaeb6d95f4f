//! `provost course` and `provost provision`: the arguments of their verbs.

use crate::model::course::{CourseCode, Placement, Selector};
use clap::{Args, Subcommand};

/// Stands at the end of the help of `provision`.
pub(super) const PROVISION_EXAMPLES: &str = "Examples:
  provost provision main                                 bring the main database up, once
  provost provision course cs101                         set a course up; on a terminal it asks what it needs
  provost provision course cs101 --title Algorithms --term 2026-fall \\
      --by dean@example.org --rep ann@example.org --url-env CS101_URL";

/// Stands at the end of the help of `course`.
pub(super) const COURSE_EXAMPLES: &str = "Examples:
  provost course list                      every course, and how far it is
  provost course show cs101                the steps of its making, and what comes next
  provost course test cs101                whether its database can be worked on
  provost course rotate cs101              give its database a new password";

/// Options that mean nothing to these verbs: a course is named by its code, its files by the project.
const FOREIGN: [&str; 4] = ["course", "migrations", "access", "history_table"];

/// Whether an option that many commands take means something to these verbs.
pub(super) fn takes(option: &str) -> bool {
    !FOREIGN.contains(&option)
}

/// Verbs of `provision`.
#[derive(Debug, Clone, Subcommand)]
pub enum Provision {
    /// Bring the main database up: its migrations, its rules, the registry of courses
    Main,
    /// Set a course up, or go on where that was cut off
    Course(ProvisionCourse),
}

/// Sets a course up in stages: registered, credentials checked, stored encrypted, rep assigned, database migrated, verified, active.
///
/// Each stage is noted in main before and after, so the same command goes on wherever it was cut off.
#[derive(Debug, Clone, Args)]
pub struct ProvisionCourse {
    /// What the course is called on the command line, for ever: cs101, cs101-2026
    #[arg(value_name = "CODE")]
    pub code: CourseCode,
    /// The course's title
    #[arg(long)]
    pub title: Option<String>,
    /// The term, as the school writes it, such as `2026-fall`
    #[arg(long)]
    pub term: Option<String>,
    /// The person whose database it is; they become its course admin
    #[arg(long, value_name = "EMAIL")]
    pub rep: Option<String>,
    /// The top admin who creates the course
    #[arg(long, value_name = "EMAIL")]
    pub by: Option<String>,
    /// Where the course's database lives, instead of what `provost.toml` says
    #[arg(long, value_name = "PLACEMENT")]
    pub placement: Option<Placement>,
    /// What the rep handed over.
    #[command(flatten)]
    pub credentials: Credentials,
}

/// Where the string comes from that a rep handed over. It is never an argument: everybody on the machine can read those.
#[derive(Debug, Clone, Default, Args)]
pub struct Credentials {
    /// Read the database's connection string from standard input
    #[arg(long, conflicts_with = "url_env")]
    pub url_stdin: bool,
    /// Read the database's connection string from this environment variable
    #[arg(long, value_name = "NAME")]
    pub url_env: Option<String>,
    /// Let the database stand in a private network, or on this machine
    #[arg(long)]
    pub allow_private: bool,
}

/// Verbs of `course`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// List the courses, and how far each is
    List(List),
    /// Show the steps of a course's making, and what comes next
    Show(One),
    /// Look whether a course's database can be worked on, and say what its rep must change
    Test(Test),
    /// Store another connection string for a course's database
    SetCredentials(SetCredentials),
    /// Give a course's database a new password
    Rotate(One),
    /// Close a course for now
    Suspend(One),
    /// Open a suspended course again
    Resume(One),
    /// End a course, and destroy its credentials for good
    Remove(One),
}

/// Lists courses.
#[derive(Debug, Clone, Args)]
pub struct List {
    /// These alone: all (that have a database and are not over), CODE,CODE or state=active
    #[arg(long, value_name = "WHICH")]
    pub courses: Option<Selector>,
}

/// One course.
#[derive(Debug, Clone, Args)]
pub struct One {
    /// The course's code
    #[arg(value_name = "CODE")]
    pub code: CourseCode,
}

/// Looks at a course's database.
#[derive(Debug, Clone, Args)]
pub struct Test {
    /// The course's code
    #[arg(value_name = "CODE")]
    pub code: CourseCode,
    /// A string to try before it is stored; the stored one when left out.
    #[command(flatten)]
    pub credentials: Credentials,
}

/// Stores another connection string.
#[derive(Debug, Clone, Args)]
pub struct SetCredentials {
    /// The course's code
    #[arg(value_name = "CODE")]
    pub code: CourseCode,
    /// The new string.
    #[command(flatten)]
    pub credentials: Credentials,
    /// The database was restored or moved: take the new one in place of the old
    #[arg(long)]
    pub moved: bool,
}
