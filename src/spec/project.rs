//! `provost.toml`: what a project is made of. Unknown keys are errors with a suggestion.

use super::duration::TimeLimit;
use super::setting::Setting;
use super::toml_fault;
use crate::failure::{Result, meant};
use crate::model::course::Placement;
use crate::sqltext::lint;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// A project, as its file says it. Flags and environment variables go before what stands here.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The project itself.
    pub project: About,
    /// The main database.
    #[serde(default)]
    pub main: Main,
    /// The course databases, if the project has any.
    #[serde(default)]
    pub course: Option<Course>,
    /// Where scratch databases are made.
    #[serde(default)]
    pub shadow: Shadow,
    /// Where the master key of the courses' credentials is.
    #[serde(default)]
    pub vault: Vault,
    /// Limits of time and number.
    #[serde(default)]
    pub limits: Limits,
    /// What `provost lint` asks of migration files.
    #[serde(default)]
    pub lint: Lint,
}

/// The project itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What messages and `application_name` call it.
    pub name: String,
}

/// The main database.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Main {
    /// Where it is. Left out, or the variable unset: the embedded server.
    pub database_url: Option<Setting>,
    /// The directory of its migrations.
    pub migrations: String,
    /// Its access rules.
    pub access: Vec<String>,
    /// Directories of checks, added to the built-in ones.
    pub validate: Vec<String>,
    /// Where its history is kept: `table` in `public`, or `schema.table`.
    pub history_table: Option<String>,
    /// A file with the certificates that sign the server's.
    pub ssl_root_cert: Option<String>,
}

impl Default for Main {
    fn default() -> Self {
        Self {
            database_url: None,
            migrations: "sql/main".to_owned(),
            access: Vec::new(),
            validate: Vec::new(),
            history_table: None,
            ssl_root_cert: None,
        }
    }
}

/// The course databases.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Course {
    /// The directory of their migrations.
    pub migrations: String,
    /// Their access rules.
    pub access: Vec<String>,
    /// Directories of checks, added to the built-in ones.
    pub validate: Vec<String>,
    /// Where they live.
    pub placement: Placement,
    /// For the placements `database` and `schema`: the database on the server that we hold, as a role that may create what the placement
    /// is called after. Left out, or the variable unset: main's server.
    pub server_url: Option<Setting>,
    /// For the placement `database`: whether a new course's database is a copy of a finished one, or its files are run anew.
    pub copy: Copying,
    /// A file with the certificates that sign those of the courses' servers.
    pub ssl_root_cert: Option<String>,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            migrations: "sql/course".to_owned(),
            access: Vec::new(),
            validate: Vec::new(),
            placement: Placement::External,
            server_url: None,
            copy: Copying::Auto,
            ssl_root_cert: None,
        }
    }
}

/// Whether a new course's database is a copy of a finished one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Copying {
    /// A copy, unless files write rows: one of these may be a key or a number that each course should have of its own.
    Auto,
    /// A copy, rows and all.
    Always,
    /// Files are run for each course.
    Never,
}

/// Where scratch databases are made, which files and rules are tried in.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Shadow {
    /// Any database on a server that holds nothing else, as a role that may create databases, and a superuser where there are access rules.
    /// Left out, or the variable unset: a server of provost's own.
    pub server_url: Option<Setting>,
}

/// Where the master key of the courses' credentials is; one of these, or a file in the person's own configuration folder.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vault {
    /// A file that holds it, which nobody else may read.
    pub key_file: Option<String>,
    /// The environment variable that holds it.
    pub key_env: Option<String>,
    /// A program with its arguments that wraps and unwraps it, such as one that asks a key management service.
    pub key_command: Vec<String>,
    /// The environment variables that this program is given; all others are kept from it.
    pub key_command_env: Vec<String>,
}

/// Limits of time and number. What is left out keeps the command's default.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// How long one try may wait for a table's lock, and so the longest that readers behind it stall.
    pub lock_timeout: Option<TimeLimit>,
    /// How long to go on trying before giving up.
    pub lock_wait: Option<TimeLimit>,
    /// How long one statement may run.
    pub statement_timeout: Option<TimeLimit>,
    /// How long connecting may take.
    pub connect_timeout: Option<TimeLimit>,
    /// How many databases are worked on at a time.
    pub jobs: Option<NonZeroU16>,
}

/// What `provost lint` asks of migration files.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lint {
    /// Whether each migration needs a file that undoes it.
    pub down: bool,
    /// Rules that are off, each with the reason.
    pub off: BTreeMap<String, String>,
}

impl Lint {
    /// The first rule at fault, and why.
    fn check(&self) -> Result<(), String> {
        for (name, reason) in &self.off {
            if lint::rule(name).is_none() {
                let names: Vec<&str> = lint::rules().map(|rule| rule.name).collect();
                return Err(format!("there is no rule `{name}`: {}", meant(name, &names, "rule")));
            }
            if reason.trim().is_empty() {
                return Err(format!("`{name}` is off without a reason"));
            }
        }
        Ok(())
    }
}

impl Project {
    /// Parses `provost.toml`; `file` is its path as the person names it.
    ///
    /// # Errors
    /// With file, line, source and caret; values of addresses are never shown.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let project: Self = toml::from_str(text).map_err(|error| toml_fault::syntax(file, text, &error))?;
        project.check().map_err(|(key, message)| toml_fault::value(file, text, key, &message))?;
        Ok(project)
    }

    /// What types cannot say: the section and key at fault, and why.
    fn check(&self) -> Result<(), ([&'static str; 2], String)> {
        if self.project.name.trim().is_empty() {
            return Err((["project", "name"], "a project needs a name".to_owned()));
        }
        if let Some(table) = &self.main.history_table {
            let parsed = crate::model::HistoryTable::parse(table);
            parsed.map_err(|failure| (["main", "history_table"], failure.to_string()))?;
        }
        self.lint.check().map_err(|message| (["lint", "off"], message))?;
        let Some(course) = &self.course else { return Ok(()) };
        let (main, course) =
            (self.main.migrations.trim_end_matches('/'), course.migrations.trim_end_matches('/'));
        let is_within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if is_within(course, main) || is_within(main, course) {
            let message = "main's and the courses' migrations must stand in directories beside each other";
            return Err((["course", "migrations"], message.to_owned()));
        }
        Ok(())
    }
}

/// The JSON schema of `provost.toml`, as it ships for editors.
pub fn schema() -> String {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(Project));
    schema.expect("a schema is plain JSON") + "\n"
}
