//! Which database a command works on, in the words of the person who typed it.

use std::fmt;

/// One database, as every message names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Target {
    /// `main`, a course's code, or nothing for a bare `--database-url`.
    pub label: Option<String>,
    /// Host, with the port where it is not 5432.
    pub host: String,
    /// The database's name.
    pub database: String,
}

impl Target {
    /// What follows "to" in a message: `main`, `course cs101`, or host and database.
    pub fn noun(&self) -> String {
        match self.label.as_deref() {
            Some("main") => "`main`".to_owned(),
            Some(code) => format!("course `{code}`"),
            None => format!("`{}/{}`", self.host, self.database),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.host, self.database)?;
        match &self.label {
            Some(label) => write!(f, " ({label})"),
            None => Ok(()),
        }
    }
}
