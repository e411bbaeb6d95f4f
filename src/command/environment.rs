//! Environment variables, captured once, and the `.env` file under them.

#![expect(clippy::disallowed_methods, reason = "the one place that reads the environment and `.env`")]

use crate::failure::{Failure, Place, Result};
use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

/// Environment variables. An empty one counts as not set: CI systems set those they have no value for.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Captures the variables of this process.
    ///
    /// # Errors
    /// When one of ours or of PostgreSQL's is no Unicode.
    pub fn of_process() -> Result<Self> {
        let mut values = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(values.insert(name, value)),
                Err(_) if name.starts_with("PROVOST_") || name.starts_with("PG") => {
                    return Err(Failure::bad_input(format!(
                        "could not read the environment variable `{name}`"
                    ))
                    .because("its value is no UTF-8")
                    .hint(format!("run `unset {name}`, or set it in UTF-8")));
                }
                // Somebody else's variable.
                Err(_) => {}
            }
        }
        Ok(Self::of(values))
    }

    /// An environment of these variables.
    pub fn of(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(values.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }

    /// A variable that is set.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All of them.
    pub fn values(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// Adds what a `.env` file says. A real variable wins over the file; no file is no error.
    ///
    /// # Errors
    /// When the file cannot be read, or a line of it.
    pub fn read_file(&mut self, path: &Path) -> Result<()> {
        let shown = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                return Err(Failure::bad_input(format!("could not read `{shown}`"))
                    .at(Place::file(path.display().to_string()))
                    .because(error)
                    .hint("make it readable, or pass `--no-env-file`"));
            }
        };
        self.read_text(&text, &shown)
    }

    fn read_text(&mut self, text: &str, shown: &str) -> Result<()> {
        for entry in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = entry.map_err(|error| unreadable(&error, text, shown))?;
            if !value.is_empty() {
                self.0.entry(name).or_insert(value);
            }
        }
        Ok(())
    }
}

/// Says which line, and never what is in it: it may be a password.
fn unreadable(error: &dotenvy::Error, text: &str, shown: &str) -> Failure {
    let failure = Failure::bad_input(format!("could not read `{shown}`"))
        .because("a line is not of the form NAME=value")
        .hint("put values with spaces or `#` in double quotes, or pass `--no-env-file`");
    match error {
        dotenvy::Error::LineParse(line, _) => match text.find(line.trim_end_matches(['\r', '\n'])) {
            Some(at) => failure.at(Place::offset(shown, text, at)),
            None => failure.at(Place::file(shown)),
        },
        _ => failure.at(Place::file(shown)),
    }
}

impl fmt::Debug for Environment {
    /// Names only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(values: &[(&str, &str)]) -> Environment {
        Environment::of(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_real_variable_wins_and_an_empty_one_is_none() {
        let mut environment = environment(&[("A", "real"), ("B", "")]);
        environment.read_text("A=file\nB=file\nexport C=\"x # y\" # note\n", ".env").unwrap();
        assert_eq!(
            ["A", "B", "C", "D"].map(|name| environment.get(name)),
            [Some("real"), Some("file"), Some("x # y"), None]
        );
    }

    #[test]
    fn a_broken_line_is_named_but_not_shown() {
        let failure = Environment::default().read_text("A=1\nB=it's secret\n", ".env").unwrap_err();
        assert_eq!(failure.place().unwrap().to_string(), ".env:2:1");
        assert!(!crate::render::failure(&failure, 100).contains("secret"));
    }

    #[test]
    fn values_are_not_in_debug() {
        assert_eq!(format!("{:?}", environment(&[("PGPASSWORD", "secret")])), r#"{"PGPASSWORD"}"#);
    }
}
