//! Values that a person types: how far to migrate, how long to wait.

use crate::model::Version;
use crate::plan::Goal;
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

/// Reads `50ms`, `2s`, `1m` or `1h`; `0` means without a limit.
///
/// # Errors
/// When it is no duration; a bare number is refused since nobody knows of what.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let refused = || format!("`{text}` is no duration: write 50ms, 2s, 1m or 1h");
    let number: u64 = digits.parse().map_err(|_| refused())?;
    let millis = match &text[digits.len()..] {
        "ms" => Some(number),
        "s" => number.checked_mul(1_000),
        "m" => number.checked_mul(60_000),
        "h" => number.checked_mul(3_600_000),
        "" if number == 0 => Some(0),
        _ => None,
    };
    // PostgreSQL keeps its time-outs as 32-bit milliseconds.
    millis.filter(|m| i32::try_from(*m).is_ok()).map(Duration::from_millis).ok_or_else(refused)
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

    #[test]
    fn durations() {
        for (text, millis) in [("50ms", 50), ("2s", 2_000), ("1m", 60_000), ("1h", 3_600_000), ("0", 0)] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in
            ["", "50", "ms", "-1s", "1.5s", "1 s", "1d", "2S", "25d", "600h", "99999999999999999999s", "1s1"]
        {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
