//! `options`: settings and routing marks sent with the login.
//!
//! PostgreSQL would take any setting and any server switch here, so only those pass that a host asks for or that change
//! nothing provost relies on.

use crate::failure::{Failure, Result};

/// Settings that may be given as `-c NAME=VALUE`.
const SETTINGS: [&str; 2] = ["jit", "search_path"];
/// Marks by which a proxy finds the database: Supabase's and Neon's.
const MARKS: [&str; 3] = ["reference", "endpoint", "project"];

/// Checks every word and gives them back as PostgreSQL reads them.
pub(super) fn check(options: &str) -> Result<String> {
    let mut words = options.split_ascii_whitespace();
    let mut checked = Vec::new();
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("-c").or_else(|| word.strip_prefix("--")) {
            Some("") => Some(words.next().unwrap_or_default()),
            other => other,
        };
        let (known, pair): (&[&str], _) = match setting {
            Some(pair) => (&SETTINGS, pair),
            None => (&MARKS, word),
        };
        let plain = |value: &str| !value.is_empty() && !value.contains('\\');
        match pair.split_once('=') {
            Some((name, value)) if known.contains(&name) && plain(value) => {
                checked.push(if setting.is_some() { format!("-c {pair}") } else { pair.to_owned() });
            }
            _ => {
                return Err(Failure::bad_input("`options` holds something that is not accepted")
                    .because("it can change what a session is; provost sets what it needs by itself")
                    .hint("leave `options` out; accepted are `-c jit=…`, `-c search_path=…`, `reference=…`, `endpoint=…`, `project=…`"));
            }
        }
    }
    Ok(checked.join(" "))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_harmless_settings_pass() {
        assert_eq!(check("-c jit=on").unwrap(), "-c jit=on");
        assert_eq!(check("-csearch_path=app reference=abc").unwrap(), "-c search_path=app reference=abc");
        for hostile in [
            "-c role=postgres",
            "-c",
            "--",
            "-d5",
            "-c jit",
            "-c session_preload_libraries=x",
            "x",
            "-c jit=a\\ -c",
        ] {
            assert!(check(hostile).is_err(), "{hostile}");
        }
    }
}
