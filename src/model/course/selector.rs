//! Which courses: all of them, those in a state, or those that are named.

use super::{CourseCode, CourseState};
use std::fmt;
use std::str::FromStr;

/// Which courses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Every one that has credentials and is not over.
    All,
    /// Those in a state.
    State(CourseState),
    /// Those that are named, in that order.
    Codes(Vec<CourseCode>),
}

impl FromStr for Selector {
    type Err = String;

    /// Reads `all`, `state=active`, or codes with commas between them.
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        if let Some(state) = text.strip_prefix("state=") {
            return state.parse().map(Self::State);
        }
        if let Some((name, _)) = text.split_once('=') {
            return Err(format!(
                "courses are not selected by `{name}`: write all, state=active, or CODE,CODE"
            ));
        }
        let mut codes: Vec<CourseCode> = Vec::new();
        for code in text.split(',') {
            let code = code.trim().parse().map_err(|problem| format!("`{code}`: {problem}"))?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Ok(Self::Codes(codes))
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::State(state) => write!(f, "state={state}"),
            Self::Codes(codes) => {
                f.write_str(&codes.iter().map(CourseCode::as_str).collect::<Vec<_>>().join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_select() {
        for text in ["all", "state=active", "cs101", "cs101,cs102"] {
            assert_eq!(text.parse::<Selector>().unwrap().to_string(), text);
        }
        assert_eq!("b1, a1,b1".parse::<Selector>().unwrap().to_string(), "b1,a1");
        for wrong in ["", "state=open", "term=2026", "CS101", "a1,,b1"] {
            assert!(wrong.parse::<Selector>().is_err(), "{wrong}");
        }
    }
}
