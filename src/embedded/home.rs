//! Where provost keeps its server: the cluster in the state directory, what can be made again in the cache directory.
//!
//! As root neither may be below root's home, which the server's account cannot enter.

use super::account::Account;
use crate::failure::{Failure, Kind, Result};
use etcetera::BaseStrategy as _;
use std::ffi::OsString;
use std::path::PathBuf;

/// Overrides the state directory.
pub const STATE_VARIABLE: &str = "PROVOST_STATE_DIR";
/// Overrides the cache directory.
pub const CACHE_VARIABLE: &str = "PROVOST_CACHE_DIR";

/// The two directories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The cluster and what is recorded with it.
    pub state: PathBuf,
    /// Fetched servers and furnished clusters to copy from.
    pub cache: PathBuf,
}

impl Home {
    /// The directories for this process. `variable` reads the environment.
    ///
    /// # Errors
    /// When a directory that was named is relative, or there is no home directory, or the server's account cannot reach a directory.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let account = Account::for_this_process()?;
        let named = |name: &str| match variable(name).filter(|value| !value.is_empty()).map(PathBuf::from) {
            Some(path) if path.is_relative() => {
                Err(Failure::bad_input(format!("`{name}` is not an absolute path"))
                    .because(format!("it is `{}`", path.display()))
                    .hint(format!("write it from the root: `{name}=\"$PWD/{}\"`", path.display())))
            }
            path => Ok(path),
        };
        let (state, cache) = (named(STATE_VARIABLE)?, named(CACHE_VARIABLE)?);
        let home = match (state, cache) {
            (Some(state), Some(cache)) => Self { state, cache },
            (state, cache) => {
                let usual = Self::usual(&account)?;
                Self { state: state.unwrap_or(usual.state), cache: cache.unwrap_or(usual.cache) }
            }
        };
        for (name, path) in [(STATE_VARIABLE, &home.state), (CACHE_VARIABLE, &home.cache)] {
            if let (Some(barrier), Account::Dropped { name: user, .. }) = (account.barred_by(path), &account)
            {
                return Err(Failure::new(
                    Kind::BadInput,
                    format!("the server cannot use `{}`", path.display()),
                )
                .because(format!(
                    "PostgreSQL runs as `{user}` here, which may not enter `{}`",
                    barrier.display()
                ))
                .hint(format!(
                    "name a directory that everybody may pass through: `{name}=/var/lib/provost`"
                )));
            }
        }
        Ok(home)
    }

    fn usual(account: &Account) -> Result<Self> {
        if matches!(account, Account::Dropped { .. }) {
            return Ok(Self { state: "/var/lib/provost".into(), cache: "/var/cache/provost".into() });
        }
        let usual = etcetera::base_strategy::choose_native_strategy().map_err(|error| {
            Failure::new(Kind::BadInput, "there is no place for the embedded server")
                .because(error)
                .hint(format!("name one: `{STATE_VARIABLE}=DIR {CACHE_VARIABLE}=DIR`"))
        })?;
        let state = usual.state_dir().unwrap_or_else(|| usual.data_dir());
        Ok(Self { state: state.join("provost"), cache: usual.cache_dir().join("provost") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_can_be_named_and_a_relative_one_is_refused() {
        let home =
            Home::find(|name| (name == STATE_VARIABLE || name == CACHE_VARIABLE).then(|| "/tmp".into()));
        assert_eq!(home.unwrap(), Home { state: "/tmp".into(), cache: "/tmp".into() });
        let failure = Home::find(|_| Some("here".into())).unwrap_err();
        assert_eq!(failure.hints(), ["write it from the root: `PROVOST_STATE_DIR=\"$PWD/here\"`"]);
    }

    #[test]
    fn an_empty_variable_is_no_variable() {
        let empty = Home::find(|_| Some("".into()));
        assert_eq!(empty.ok(), Home::find(|_| None).ok());
    }
}
