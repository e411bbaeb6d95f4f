//! Values that a person types: how far to migrate, how long to wait.

use crate::model::Version;
use crate::model::access::Operation;
use crate::plan::Goal;
use crate::spec::TimeLimit;
use std::time::Duration;

/// Reads `V003`, `20260801120000`, `+2` or `-1`.
///
/// # Errors
/// When it is none of them; the text says what is possible.
pub fn goal(text: &str) -> Result<Goal, String> {
    let count = |digits: &str| {
        let number =
            digits.parse::<usize>().ok().filter(|n| *n > 0 && digits.bytes().all(|b| b.is_ascii_digit()));
        number.ok_or_else(|| format!("`{text}` counts no versions: write +1 or -1"))
    };
    match text.split_at_checked(1) {
        Some(("+", digits)) => count(digits).map(Goal::Forward),
        Some(("-", digits)) => count(digits).map(Goal::Back),
        _ => version(text).map(Goal::Version).map_err(|_| {
            format!("`{text}` is no version: write 3, V003, 20260801120000, +N for N up or -N for N down")
        }),
    }
}

/// Reads `3`, `V003` or `20260801120000`.
///
/// # Errors
/// When it is no version.
pub fn version(text: &str) -> Result<Version, String> {
    text.parse()
}

/// Reads `r`, `c`, `u` or `d`, or the verb that it stands for.
///
/// # Errors
/// When it is none of them.
pub fn operation(text: &str) -> Result<Operation, String> {
    match text {
        "r" | "read" | "select" => Ok(Operation::Select),
        "c" | "create" | "insert" => Ok(Operation::Insert),
        "u" | "update" => Ok(Operation::Update),
        "d" | "delete" => Ok(Operation::Delete),
        _ => Err("write r (read), c (create), u (update) or d (delete)".to_owned()),
    }
}

/// Reads `50ms`, `2s`, `1m` or `1h`; `0` means without a limit.
///
/// # Errors
/// When it is no time limit; a bare number is refused since nobody knows of what.
pub fn duration(text: &str) -> Result<Duration, String> {
    text.parse().map(|TimeLimit(limit)| limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals() {
        for (text, wanted) in [
            ("V003", Goal::Version(Version::new(3))),
            ("0", Goal::Version(Version::new(0))),
            ("20260801120000", Goal::Version(Version::new(20_260_801_120_000))),
            ("+2", Goal::Forward(2)),
            ("-1", Goal::Back(1)),
        ] {
            assert_eq!(goal(text), Ok(wanted), "{text}");
        }
        for text in
            ["", "+", "-", "+0", "-0", "--1", "+-1", "1.2", "latest", "V1__x", "+9999999999999999999999"]
        {
            assert!(goal(text).is_err(), "{text}");
        }
    }
}
