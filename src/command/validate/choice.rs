//! Which checks run: all of them, or those that were named.

use crate::command::page::unknown;
use crate::failure::Result;
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
        let known = names(own);
        if let Some(name) = named.iter().find(|name| !known.contains(name)) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(unknown("check", name, &known));
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

/// The names of all checks, in order.
pub(super) fn names(own: &[Check]) -> Vec<String> {
    let of_checks = built_in().chain(own.iter().cloned()).map(|check| check.name.into_owned());
    let mut names: Vec<String> = of_checks.chain(shared().map(str::to_owned)).collect();
    names.sort();
    names
}
