//! `provost completions`: its argument.

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
