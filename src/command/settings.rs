//! What the environment adds to the options: a flag wins, then the variable; `provost.toml` comes last and is read elsewhere.

use super::Environment;
use crate::cli::{Options, value};
use crate::failure::{Failure, Result};
use crate::model::HistoryTable;
use secrecy::SecretString;
use std::path::PathBuf;

/// Fills options that were not given from their variables.
///
/// # Errors
/// When a variable's value cannot be what it should be.
pub(super) fn or_environment(mut options: Options, environment: &Environment) -> Result<Options> {
    let target = &mut options.target;
    // A target that was named is never changed from outside.
    if !target.main && target.course.is_none() {
        let url = |text: &str| Ok(SecretString::from(text));
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
mod tests {
    use super::*;
    use secrecy::ExposeSecret;
    use std::time::Duration;

    fn environment(values: &[(&str, &str)]) -> Environment {
        Environment::of(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_flag_wins_over_its_variable() {
        let set = environment(&[("PROVOST_LOCK_TIMEOUT", "2s"), ("PROVOST_LOCK_WAIT", "1m")]);
        let mut options = Options::default();
        options.connection.lock_timeout = Some(Duration::from_millis(5));
        let options = or_environment(options, &set).unwrap();
        assert_eq!(options.connection.lock_timeout, Some(Duration::from_millis(5)));
        assert_eq!(options.connection.lock_wait, Some(Duration::from_secs(60)));
    }

    #[test]
    fn a_variable_names_a_database_only_where_nothing_else_does() {
        let set = environment(&[("PROVOST_DATABASE_URL", "postgres://h/db")]);
        let url = |options: Options| or_environment(options, &set).unwrap().target.database_url;
        assert_eq!(url(Options::default()).unwrap().expose_secret(), "postgres://h/db");
        let mut course = Options::default();
        course.target.course = Some("cs101".to_owned());
        assert!(url(course).is_none());
        let mut main = Options::default();
        main.target.main = true;
        assert!(url(main).is_none());
    }

    #[test]
    fn a_bad_value_names_its_variable() {
        let set = environment(&[("PROVOST_LOCK_WAIT", "soon")]);
        let failure = or_environment(Options::default(), &set).unwrap_err();
        assert_eq!(failure.what(), "the environment variable `PROVOST_LOCK_WAIT` cannot be used");
        assert_eq!(failure.kind().exit_code(), 3);
    }
}
