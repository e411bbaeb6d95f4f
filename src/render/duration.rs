//! Durations as a person reads them.

use std::time::Duration;

/// `4 ms`, `1.2 s`, `2 min 5 s`, `3 h 0 min`: two digits that matter, no more.
pub fn duration(duration: Duration) -> String {
    let (seconds, millis) = (duration.as_secs(), duration.as_millis());
    match seconds {
        0 if millis == 0 => "< 1 ms".to_owned(),
        0 => format!("{millis} ms"),
        1..=9 => format!("{seconds}.{} s", duration.subsec_millis() / 100),
        10..=59 => format!("{seconds} s"),
        60..=3_599 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_a_person_reads_them() {
        for (millis, text) in [
            (0, "< 1 ms"),
            (12, "12 ms"),
            (999, "999 ms"),
            (1_234, "1.2 s"),
            (59_999, "59 s"),
            (125_000, "2 min 5 s"),
            (10_800_000, "3 h 0 min"),
        ] {
            assert_eq!(duration(Duration::from_millis(millis)), text);
        }
    }
}
