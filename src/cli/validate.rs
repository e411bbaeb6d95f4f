//! `provost validate`: its arguments.

use clap::Args;

/// Looks for what is wrong in a database: checks of ours, and those in the folders that `validate` names in `provost.toml`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "A check is a query whose rows are what is wrong; it runs in a transaction that cannot write.

Examples:
  provost validate                                   main, with every check
  provost validate --check rls-off --check sequence-behind
  provost validate --explain sequence-behind         what it finds, why that matters, how to mend it
  provost validate --database-url postgres://me@db.example.org/shop --format junit"
)]
pub struct Validate {
    /// Run only this check; can be given several times
    #[arg(long, value_name = "NAME")]
    pub check: Vec<String>,
    /// Exit with 1 at warnings too
    #[arg(long)]
    pub strict: bool,
    /// Say what a check finds, why that matters, and how to mend it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["strict", "check"])]
    pub explain: Option<String>,
}
