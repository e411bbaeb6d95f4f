//! Output without what differs from run to run.

use regex::Regex;

/// What differs, and what stands in its place.
const DIFFERENCES: [(&str, &str); 7] = [
    (r"< 1 ms|\b([0-9]+ min )?[0-9]+(\.[0-9]+)? m?s\b", "TIME"),
    (r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z?", "DATE"),
    (r"\bpid [0-9]+|pg_terminate_backend\([0-9]+\)", "PROCESS"),
    (r"\b[0-9]+ tries\b", "TRIES"),
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "UUID"),
    // Worlds may grow.
    (r"\bnotes +[0-9]+|\b[0-9]+ cases\b|\b[1-9][0-9]+$", "COUNT"),
    // Columns are as wide as the times in them.
    (r" {2,}", "  "),
];

/// A text in which two runs that did the same are equal.
pub(crate) fn masked(text: &str) -> String {
    let all = DIFFERENCES.iter().fold(text.to_owned(), |text, (pattern, name)| {
        Regex::new(pattern).unwrap().replace_all(&text, *name).into_owned()
    });
    all.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

#[test]
fn only_what_differs_is_masked() {
    let line = "applied 2 migrations: V001–V002 (< 1 ms) on  2026-11-21 10:00:00   by pid 17";
    assert_eq!(masked(line), "applied 2 migrations: V001–V002 (TIME) on  DATE  by PROCESS\n");
    assert_ne!(masked("applied 2 migrations"), masked("applied 3 migrations"));
}
