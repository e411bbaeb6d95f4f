//! `provost vault`: the arguments of its verbs.

use crate::vault::Head;
use clap::{Args, Subcommand};

/// Stands at the end of the noun's help.
pub(super) const EXAMPLES: &str = "Examples:
  provost vault init                     make the master key; back it up apart from the database
  provost vault status                   which keys there are, and where the one at hand comes from
  provost vault rotate                   begin with a new master key, while everybody goes on reading
  provost vault rotate --retire          when every host has it: remove what the others wrapped
  provost vault verify                   open everything, and check the audit trail

The master key is taken from `--key-file` or `--key-fd`, else from PROVOST_KEY_FILE or PROVOST_KEY, else from
`[vault]` in `provost.toml`, else from the file that `vault status` names.";

/// Verbs of `vault`.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Make the master key, and the vault in main that it opens
    Init(Init),
    /// Show which keys there are, and where the one at hand comes from
    Status,
    /// Change the master key, or the courses' data keys
    Rotate(Rotate),
    /// Open everything that is sealed, and check the audit trail
    Verify(Verify),
}

/// Makes the master key, and the vault in main that it opens.
#[derive(Debug, Clone, Args)]
pub struct Init {
    /// Begin anew because every copy of the master key is lost: what it sealed is given up
    #[arg(long)]
    pub replace_lost: bool,
}

/// Changes keys while everybody goes on reading. It can be stopped at any moment and run again.
#[derive(Debug, Clone, Args)]
pub struct Rotate {
    /// Remove what earlier master keys wrapped, once every host has the new one
    #[arg(long, conflicts_with = "data_keys")]
    pub retire: bool,
    /// Give each course a new data key, and seal its credentials again
    #[arg(long)]
    pub data_keys: bool,
}

/// Opens everything that is sealed, and checks the audit trail. Exit code 8 means that something is not as it was sealed.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// Check that the audit trail still holds this end, as an earlier `verify` printed it
    #[arg(long, value_name = "HEAD")]
    pub since: Option<Head>,
}
