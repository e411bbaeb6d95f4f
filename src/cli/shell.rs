//! `provost completions` and `provost man`: their arguments.

use clap::Args;
use clap_complete::Shell;

/// Prints a script that completes `provost` commands.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  provost completions bash > ~/.local/share/bash-completion/completions/provost
  provost completions zsh  > \"${fpath[1]}/_provost\"
  provost completions fish > ~/.config/fish/completions/provost.fish")]
pub struct Completions {
    /// The shell to complete for
    pub shell: Shell,
}

/// Prints a manual page.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  provost man | man -l -
  provost man migrate new > provost-migrate-new.1")]
pub struct Man {
    /// The command that it is about; the program itself when left out
    #[arg(value_name = "COMMAND")]
    pub path: Vec<String>,
}
