//! Which checks run: all of them, or those that were named.

use crate::failure::{Failure, Kind, Result, meant};
use crate::validate::{Check, built_in, shared};

/// The checks of one run.
pub(in crate::command) struct Choice {
    checks: Vec<Check>,
    shared: Vec<&'static str>,
}

impl Choice {
    /// All of them where none is named.
    ///
    /// # Errors
    /// When there is no check of a name.
    pub(super) fn new(own: &[Check], named: &[String]) -> Result<Self> {
        if let Some(unknown) = named.iter().find(|name| !names(own).any(|known| known == **name)) {
            return Err(no_check(own, unknown));
        }
        let is_chosen = |name: &str| named.is_empty() || named.iter().any(|it| it == name);
        Ok(Self {
            checks: built_in().chain(own.iter().cloned()).filter(|check| is_chosen(&check.name)).collect(),
            shared: shared().filter(|name| is_chosen(name)).collect(),
        })
    }

    /// Queries to run, each by itself.
    pub(super) fn checks(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter()
    }

    /// Rules of `access lint` among them.
    pub(super) fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.shared.iter().copied().filter(|name| crate::access::lint::rule(name).is_some())
    }

    /// Whether a check that another command has as well is among them.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.shared.contains(&name)
    }

    /// The names of all.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.shared.iter().copied().chain(self.checks.iter().map(|check| &*check.name))
    }
}

fn names(own: &[Check]) -> impl Iterator<Item = String> {
    let of_checks = built_in().chain(own.iter().cloned()).map(|check| check.name.into_owned());
    of_checks.chain(shared().map(str::to_owned))
}

/// There is no check of that name.
pub(super) fn no_check(own: &[Check], name: &str) -> Failure {
    let mut names: Vec<String> = names(own).collect();
    names.sort();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Failure::new(Kind::Usage, format!("there is no check `{name}`")).hint(meant(name, &names, "check"))
}
