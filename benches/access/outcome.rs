//! How long a query took, or why it has no time.

use crate::support::median;

/// What became of a query that was asked again and again.
pub(crate) enum Outcome {
    /// Milliseconds of each run.
    Took(Vec<f64>),
    /// It was stopped.
    Late,
    /// The server's code.
    Refused(String),
}

impl Outcome {
    /// The median in milliseconds.
    pub(crate) fn median(&self) -> Option<f64> {
        match self {
            Self::Took(runs) => Some(median(runs.iter().copied())),
            Self::Late | Self::Refused(_) => None,
        }
    }

    /// The median as text.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Took(runs) => figure(median(runs.iter().copied())),
            Self::Late => "> 20 s".to_owned(),
            Self::Refused(code) => format!("error {code}"),
        }
    }

    /// How many times as long as the floor.
    pub(crate) fn ratio(&self, floor: &Self) -> String {
        match (self.median(), floor.median(), self) {
            (Some(ours), Some(floor), _) => figure(ours / floor),
            (_, Some(floor), Self::Late) => format!("> {:.0}", 20_000.0 / floor),
            _ => "-".to_owned(),
        }
    }
}

fn figure(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
