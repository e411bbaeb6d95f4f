//! `provost access`: the arguments of its verbs.

use super::value;
use crate::model::access::Operation;
use clap::{Args, Subcommand};

/// Stands at the end of the noun's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost access render                     the SQL that the rules mean, to read
  provost access plan --check               exit with 1 when a target differs from the rules
  provost access test                       prove that people can do what is expected, and nothing else
  provost access test --mutate              and that the test would notice every weaker rule
  provost access lint                       look for what is wrong though it applies
  provost access explain --as student --table submissions --op u";

/// Verbs of `access`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Print the SQL that the access rules mean
    Render(Render),
    /// Show what the access rules would change in a target
    Plan(Plan),
    /// Prove that people can do what is expected, and nothing else
    Test(Test),
    /// Look for what is wrong with access though it applies
    Lint(Lint),
    /// Say why a person may do something, or why not
    Explain(Explain),
}

/// Prints the SQL that the access rules mean, for the tables as the project's migrations make them.
#[derive(Debug, Clone, Args)]
pub struct Render {
    /// Print only what is about this table
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

/// Shows what the access rules would change in a target.
#[derive(Debug, Clone, Args)]
pub struct Plan {
    /// Print the SQL that would run
    #[arg(long)]
    pub sql: bool,
    /// Exit with 1 when something would change
    #[arg(long)]
    pub check: bool,
    /// Bring back what was changed by hand
    #[arg(long)]
    pub restore_access: bool,
}

/// Proves that people can do what is expected, and nothing else: everything is tried as the real database roles, on a scratch server.
#[derive(Debug, Clone, Args)]
pub struct Test {
    /// Test only this table
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// Try everything in this many small random worlds
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=1000))]
    pub worlds: u64,
    /// Try the same with every rule made weaker, and tell what nobody noticed
    #[arg(long)]
    pub mutate: bool,
    /// Begin with the world of this number; the same number gives the same worlds
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

/// Looks for what is wrong with access though it applies: in the rules, in the migration files, in the catalog that they make, and in
/// the plans that people's queries get. All of it is asked of a scratch server; with `--database-url` the catalog is that database's,
/// and no plans are asked for.
#[derive(Debug, Clone, Args)]
pub struct Lint {
    /// Exit with 1 at warnings too
    #[arg(long)]
    pub strict: bool,
    /// Say what a rule finds, why that matters, and how to mend it
    #[arg(long, value_name = "RULE", conflicts_with = "strict")]
    pub explain: Option<String>,
}

/// Says which rule lets a person do something with which rows, what their database role needs for it, or why they may not. It asks the
/// rules, and no database.
#[derive(Debug, Clone, Args)]
pub struct Explain {
    /// Who: `anon`, `signed_in`, a role of the application, a service
    #[arg(long = "as", value_name = "ROLE")]
    pub person: String,
    /// Which table
    #[arg(long, value_name = "TABLE")]
    pub table: String,
    /// What: `r` (read), `c` (create), `u` (update) or `d` (delete)
    #[arg(long, value_name = "OP", value_parser = value::operation)]
    pub op: Operation,
    /// Which column
    #[arg(long, value_name = "COLUMN")]
    pub column: Option<String>,
}
