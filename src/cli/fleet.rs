//! `provost fleet`: the arguments of its verbs.

use super::value;
use crate::fleet::{MaxFailures, Waves};
use crate::model::course::Selector;
use clap::{Args, Subcommand};
use std::num::NonZeroU16;
use std::time::Duration;

/// Stands at the end of the noun's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost fleet plan                                   what would be done, by the version that courses have
  provost fleet up --canary 1 --waves 10%,rest         one course first, then a tenth of all, then the others
  provost fleet up --courses cs101,cs102 --jobs 2      these two alone
  provost fleet status                                 how far the last rollout is, and what needs a hand
  provost fleet resume last --yes                      go on where it stopped, and agree to what loses data
  provost fleet worker k3x9a2mm --jobs 16              help a rollout from another machine";

/// Verbs of `fleet`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Show what `up` would do, by the version that courses have
    Plan(Plan),
    /// Bring all courses to what the project's files say, in waves
    Up(Up),
    /// Show how far a rollout is, and which courses need a hand
    Status(Status),
    /// Go on with a rollout; what failed has another try
    Resume(Resume),
    /// Work on a rollout that was begun elsewhere
    Worker(Worker),
    /// Find courses whose databases are not what the files and rules make
    Drift(Drift),
    /// Look for what is wrong in courses' databases, by queries: ours and your own
    Validate(Validate),
}

/// Shows what `up` would do. Nothing is written.
#[derive(Debug, Clone, Args)]
pub struct Plan {
    /// Which courses.
    #[command(flatten)]
    pub courses: Courses,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
    /// Exit with 1 when something is pending
    #[arg(long)]
    pub check: bool,
}

/// Brings all courses to what the project's files say. Exit code 7 means that some courses are done and others are not.
#[derive(Debug, Clone, Args)]
pub struct Up {
    /// Which courses.
    #[command(flatten)]
    pub courses: Courses,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
    /// Begin with this many courses, and go on only when they are well
    #[arg(long, value_name = "N")]
    pub canary: Option<NonZeroU16>,
    /// Begin each wave when the one before is through: numbers, parts of all, `rest`
    #[arg(long, value_name = "N,P%,rest")]
    pub waves: Option<Waves>,
    /// Begin no more courses once more than this many failed: a number, or a part of all
    #[arg(long, value_name = "N|P%", default_value = "0", conflicts_with = "keep_going")]
    pub max_failures: MaxFailures,
    /// Go on however many fail
    #[arg(long)]
    pub keep_going: bool,
    /// Work on this many courses of one server at a time, on all machines together
    #[arg(long, value_name = "N", default_value = "8")]
    pub per_server: NonZeroU16,
    /// Give a silent worker's courses to others after this long
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = value::duration, hide_short_help = true)]
    pub lease: Duration,
    /// Go on with this rollout, or with the `last` one, instead of beginning one
    #[arg(long, value_name = "RUN", conflicts_with_all = ["canary", "waves", "courses"])]
    pub resume: Option<String>,
}

/// Shows how far a rollout is. Exit code 7 means that some courses are done and others are not.
#[derive(Debug, Clone, Args)]
pub struct Status {
    /// The rollout; the last one when left out
    pub run: Option<String>,
    /// List every course, not only those that need a hand
    #[arg(long)]
    pub all: bool,
}

/// Goes on with a rollout. It must be the same files; a newer version of provost may do it.
#[derive(Debug, Clone, Args)]
pub struct Resume {
    /// The rollout, or `last`
    #[arg(default_value = "last")]
    pub run: String,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
    /// Go on however many fail
    #[arg(long)]
    pub keep_going: bool,
}

/// Works on a rollout that was begun elsewhere, until it is over. Any number of workers may.
#[derive(Debug, Clone, Args)]
pub struct Worker {
    /// The rollout, or `last`
    pub run: String,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
}

/// Compares every course with what the project's files and rules make. Exit code 1 means that some differ. Nothing is written.
#[derive(Debug, Clone, Args)]
pub struct Drift {
    /// Which courses.
    #[command(flatten)]
    pub courses: Courses,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
}

/// Looks for what is wrong in courses' databases. Exit code 1 means that something is. Nothing is written.
#[derive(Debug, Clone, Args)]
pub struct Validate {
    /// Which courses.
    #[command(flatten)]
    pub courses: Courses,
    /// How many at a time.
    #[command(flatten)]
    pub jobs: Jobs,
    /// Run only this check; can be given several times
    #[arg(long, value_name = "NAME")]
    pub check: Vec<String>,
    /// Exit with 1 at warnings too
    #[arg(long)]
    pub strict: bool,
}

/// Which courses.
#[derive(Debug, Clone, Args)]
pub struct Courses {
    /// Choose courses: `all`, codes with commas between them, or `state=active`
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pub courses: Selector,
}

/// How many at a time.
#[derive(Debug, Clone, Args)]
pub struct Jobs {
    /// Work on this many courses at a time; `jobs` of `provost.toml`, or 8, when left out
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroU16>,
}
