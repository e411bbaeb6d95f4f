//! Options put together: a flag wins, then its environment variable, then `provost.toml`.

use super::{Environment, ProjectFile};
use crate::cli::{Options, Target, value};
use crate::failure::{Failure, Result};
use crate::model::HistoryTable;
use crate::spec::{Setting, TimeLimit};
use secrecy::SecretString;
use std::path::PathBuf;

/// Fills options that were not given from their variables.
///
/// # Errors
/// When a variable's value cannot be what it should be.
pub(super) fn or_environment(mut options: Options, environment: &Environment) -> Result<Options> {
    let url = |text: &str| Ok(SecretString::from(text));
    fill(&mut options.server.shadow_url, environment, "PROVOST_SHADOW_URL", url)?;
    let target = &mut options.target;
    // A target that was named is never changed from outside.
    if !target.main && target.course.is_none() {
        fill(&mut target.database_url, environment, "PROVOST_DATABASE_URL", url)?;
    }
    let path = |text: &str| Ok(PathBuf::from(text));
    fill(&mut options.files.migrations, environment, "PROVOST_MIGRATIONS", path)?;
    fill(&mut options.server.pg_bin, environment, "PROVOST_PG_BIN", path)?;
    let connection = &mut options.connection;
    fill(&mut connection.ssl_root_cert, environment, "PROVOST_SSL_ROOT_CERT", path)?;
    fill(&mut connection.connect_timeout, environment, "PROVOST_CONNECT_TIMEOUT", value::duration)?;
    fill(&mut connection.lock_timeout, environment, "PROVOST_LOCK_TIMEOUT", value::duration)?;
    fill(&mut connection.lock_wait, environment, "PROVOST_LOCK_WAIT", value::duration)?;
    fill(&mut connection.statement_timeout, environment, "PROVOST_STATEMENT_TIMEOUT", value::duration)?;
    let table = |text: &str| HistoryTable::parse(text).map_err(|failure| failure.to_string());
    fill(&mut connection.history_table, environment, "PROVOST_HISTORY_TABLE", table)?;
    Ok(options)
}

/// Fills options that are still open from the project.
///
/// # Errors
/// When the target is a course and the project has none, or a value cannot be what it should be.
pub(super) fn or_project(
    mut options: Options,
    file: &ProjectFile,
    environment: &Environment,
) -> Result<Options> {
    let (main, root) = (&file.project.main, &file.root);
    let shadow = file.project.shadow.server_url.as_ref();
    options.server.shadow_url = options.server.shadow_url.or_else(|| url(shadow, environment));
    let (migrations, access) = match (&options.target.course, &file.project.course) {
        (None, _) => (&main.migrations, &main.access),
        (Some(_), Some(course)) => (&course.migrations, &course.access),
        (Some(code), None) => return Err(no_courses(code)),
    };
    // Rules are about the tables of the project's own migrations.
    if options.files.access.is_empty() && options.files.migrations.is_none() {
        options.files.access = access.iter().map(|file| root.join(file)).collect();
    }
    options.files.migrations.get_or_insert_with(|| root.join(migrations));
    if options.target.course.is_none() {
        options.target.database_url =
            options.target.database_url.or_else(|| url(main.database_url.as_ref(), environment));
        let connection = &mut options.connection;
        connection.ssl_root_cert = connection
            .ssl_root_cert
            .take()
            .or_else(|| main.ssl_root_cert.as_ref().map(|path| root.join(path)));
        if let (None, Some(table)) = (&connection.history_table, &main.history_table) {
            connection.history_table = Some(HistoryTable::parse(table)?);
        }
    }
    if let (Some(_), Some(course)) = (&options.target.course, &file.project.course) {
        let file = course.ssl_root_cert.as_ref().map(|path| root.join(path));
        options.connection.ssl_root_cert = options.connection.ssl_root_cert.take().or(file);
    }
    let (connection, limits) = (&mut options.connection, &file.project.limits);
    for (option, limit) in [
        (&mut connection.connect_timeout, limits.connect_timeout),
        (&mut connection.lock_timeout, limits.lock_timeout),
        (&mut connection.lock_wait, limits.lock_wait),
        (&mut connection.statement_timeout, limits.statement_timeout),
    ] {
        *option = option.or(limit.map(|TimeLimit(limit)| limit));
    }
    Ok(options)
}

fn url(setting: Option<&Setting>, environment: &Environment) -> Option<SecretString> {
    match setting? {
        Setting::Value(url) => Some(url.clone()),
        Setting::Env(name) => environment.get(name).map(SecretString::from),
    }
}

/// What messages call the target. A database that only its URL names has no label, even inside a project.
pub(super) fn label(target: &Target) -> Option<String> {
    match (&target.course, &target.database_url) {
        (Some(code), _) => Some(code.clone()),
        (None, None) => Some("main".to_owned()),
        (None, Some(_)) => None,
    }
}

fn no_courses(code: &str) -> Failure {
    Failure::bad_input(format!("there is no course `{code}`"))
        .because("`provost.toml` has no section `[course]`")
        .hint("add `[course]` with `migrations = \"sql/course\"` to `provost.toml`")
}

fn fill<T>(
    option: &mut Option<T>,
    environment: &Environment,
    name: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<()> {
    if option.is_none()
        && let Some(text) = environment.get(name)
    {
        let value = parse(text).map_err(|problem| {
            Failure::bad_input(format!("the environment variable `{name}` cannot be used"))
                .because(problem)
                .hint(format!("set `{name}` to another value, or run `unset {name}`"))
        })?;
        *option = Some(value);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
