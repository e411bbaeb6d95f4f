//! The few colours there are. Colour never carries meaning: every word is there without it.
//!
//! Styled text is plain text with escape sequences; [`crate::term::Printer`] takes them out where they are not wanted.

use anstyle::AnsiColor;
pub use anstyle::Style;
use std::fmt;

/// `error:`, `refused`.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// `warning:`, a risk.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// `hint:`, something done.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Places and gutters.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// Column heads and labels.
pub const STRONG: Style = Style::new().bold();
/// What may be read later.
pub const FAINT: Style = Style::new().dimmed();

/// Text in a style.
#[derive(Debug, Clone, Copy)]
pub struct Styled<T>(pub Style, pub T);

impl<T: fmt::Display> fmt::Display for Styled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.0.render(), self.1, self.0.render_reset())
    }
}
